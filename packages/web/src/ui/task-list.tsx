import { type ReactNode, useId } from 'react'
import { classes } from './classes.ts'
import { type LinkElement, styledLink } from './link.ts'
import { Tag, type TagColour } from './tag.tsx'

export type Task = {
  /** A link while the task can be done; its plain name while it can't. */
  title: LinkElement | string
  hint?: ReactNode
  /** "Completed" stands without a colour, so that what is left stands out. */
  status: string
  colour?: TagColour | undefined
}

type Props = { tasks: Task[] /** Needed when a page has two lists. */; idPrefix?: string }

/** The parts of a form, to be done in any order. */
export function TaskList({ tasks, idPrefix }: Props) {
  const ownId = useId()
  const prefix = idPrefix ?? ownId
  return (
    <ul className="govuk-task-list">
      {tasks.map(({ title, hint, status, colour }, index) => {
        const hintId = `${prefix}-${index + 1}-hint`
        const statusId = `${prefix}-${index + 1}-status`
        const isLink = typeof title !== 'string'
        return (
          <li
            key={statusId}
            className={classes('govuk-task-list__item', isLink && 'govuk-task-list__item--with-link')}
          >
            <div className="govuk-task-list__name-and-hint">
              {isLink ? (
                styledLink(title, 'govuk-link govuk-task-list__link', {
                  'aria-describedby': classes(hint != null && hintId, statusId),
                })
              ) : (
                <div>{title}</div>
              )}
              {hint != null && (
                <div id={hintId} className="govuk-task-list__hint">
                  {hint}
                </div>
              )}
            </div>
            <div
              className={classes(
                'govuk-task-list__status',
                !isLink && 'govuk-task-list__status--cannot-start-yet',
              )}
              id={statusId}
            >
              {colour ? <Tag colour={colour}>{status}</Tag> : status}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
