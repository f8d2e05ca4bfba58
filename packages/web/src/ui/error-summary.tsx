import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react'

export type ErrorItem = { text: string; href?: string | undefined }

type Props = {
  title?: string
  description?: ReactNode
  items: ErrorItem[]
}

/**
 * Lists what to mend, each linking to its field (`href: '#' + fieldId(pointer)`), in the API's words.
 * It takes the focus when it appears; give it a `key` that changes at each failed submission, so that it takes it again.
 * With no items and no description it shows nothing.
 */
export function ErrorSummary({ title = 'There is a problem', description, items }: Props) {
  const summary = useRef<HTMLDivElement>(null)
  const empty = items.length === 0 && description == null
  useEffect(() => {
    if (!empty) summary.current?.focus()
  }, [empty])
  if (empty) return null
  return (
    <div className="govuk-error-summary" ref={summary} tabIndex={-1}>
      <div role="alert">
        <h2 className="govuk-error-summary__title">{title}</h2>
        <div className="govuk-error-summary__body">
          {description != null && <p>{description}</p>}
          {items.length > 0 && (
            <ul className="govuk-list govuk-error-summary__list">
              {items.map((item) => (
                <li key={`${item.href} ${item.text}`}>
                  {item.href === undefined ? (
                    item.text
                  ) : (
                    <a href={item.href} onClick={focusField}>
                      {item.text}
                    </a>
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  )
}

function focusField(event: MouseEvent<HTMLAnchorElement>) {
  const target = document.getElementById(event.currentTarget.hash.slice(1))
  if (!target) return
  event.preventDefault()
  const control = 'input, select, textarea, button, a[href], [tabindex]'
  const field = target.matches(control) ? target : (target.querySelector<HTMLElement>(control) ?? target)
  // The question must be in view, not the field's box alone.
  const question =
    field.closest('fieldset')?.querySelector('legend') ?? document.querySelector(`label[for="${field.id}"]`)
  ;(question ?? field).scrollIntoView()
  field.focus({ preventScroll: true })
}
