import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from './button.tsx'

type Selected = { category: string; text: string; onRemove: () => void }

type Props = {
  heading?: string
  /** What narrows the list now; each can be taken off by itself. */
  selected: Selected[]
  onClear: () => void
  onApply: () => void
  /** The fields: Checkboxes, Select, TextInput. */
  children: ReactNode
}

/** Narrows a list. What is selected stays in view; on a phone the fields fold away. */
export function Filter({ heading = 'Filter', selected, onClear, onApply, children }: Props) {
  const [open, setOpen] = useState(() => window.matchMedia('(min-width: 40.0625em)').matches)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onApply()
  }
  return (
    <form className="moj-filter app-filter" onSubmit={submit} aria-label={heading}>
      {selected.length > 0 && (
        <div className="moj-filter__selected">
          <h2 className="govuk-heading-s">Selected</h2>
          <ul className="moj-filter-tags">
            {selected.map(({ category, text, onRemove }) => (
              <li key={`${category} ${text}`}>
                <button type="button" className="app-filter__tag" onClick={onRemove}>
                  <span className="govuk-visually-hidden">Remove </span>
                  {category}: {text} <span aria-hidden="true">×</span>
                </button>
              </li>
            ))}
          </ul>
          <button type="button" className="app-link-button" onClick={onClear}>
            Clear all
          </button>
        </div>
      )}
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="app-filter__summary">{heading}</summary>
        <div className="moj-filter__options">
          {children}
          <Button>Apply</Button>
        </div>
      </details>
    </form>
  )
}
