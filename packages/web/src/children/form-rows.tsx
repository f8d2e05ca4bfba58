import type { ChildRow } from '@alongside/shared/children/schema'
import { childrenAtMost } from '@alongside/shared/children/values'
import { childName } from '@alongside/shared/children/words'
import { useEffect, useRef, useState } from 'react'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { fieldId } from '../ui/field-id.ts'
import { ChildFields } from './child-fields.tsx'

interface Props {
  /** Where the rows stand in what is sent. */
  at: string
  rows: readonly ChildRow[]
  onChange: (rows: ChildRow[]) => void
  errorAt: (pointer: string) => string | undefined
  /** Local date. */
  today: string
}

/** CHD-1: the children of a form, one by one. */
export function ChildrenOfForm({ at, rows, onChange, errorAt, today }: Props) {
  const [takesOff, takeOff] = useState<string | null>(null)
  const [added, setAdded] = useState<string | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (added) heading.current?.focus()
  }, [added])
  const off = rows.find(({ id }) => id === takesOff)
  const remove = (id: string) => onChange(rows.filter((row) => row.id !== id))
  return (
    <>
      {rows.map((row, index) => (
        <section
          key={row.id}
          className="app-child"
          aria-labelledby={`child-${row.id}`}
          id={fieldId(`${at}/${index}`)}
        >
          <h3
            className="govuk-heading-s"
            id={`child-${row.id}`}
            tabIndex={-1}
            ref={row.id === added ? heading : undefined}
          >
            Child {index + 1}: {childName(row)}
          </h3>
          <ChildFields
            at={`${at}/${index}`}
            child={row}
            onChange={(child) =>
              onChange(rows.map((one) => (one.id === row.id ? { ...child, id: row.id } : one)))
            }
            errorAt={errorAt}
            today={today}
          />
          <Button
            type="button"
            variant="secondary"
            onClick={() => (Object.keys(row).length > 1 ? takeOff(row.id) : remove(row.id))}
          >
            Take this child off<span className="govuk-visually-hidden">: child {index + 1}</span>
          </Button>
        </section>
      ))}
      {rows.length < childrenAtMost && (
        <Button
          type="button"
          variant="secondary"
          onClick={() => {
            const id = crypto.randomUUID()
            onChange([...rows, { id }])
            setAdded(id)
          }}
        >
          {rows.length > 0 ? 'Add another child' : 'Add a child'}
        </Button>
      )}
      <AskFirst
        open={off !== undefined}
        onClose={() => takeOff(null)}
        onYes={() => {
          if (off) remove(off.id)
          takeOff(null)
        }}
        title="Take this child off the form?"
        yes="Take the child off"
        variant="warning"
      >
        <p>What is written of {off ? childName(off) : 'the child'} on this form goes with it.</p>
      </AskFirst>
    </>
  )
}
