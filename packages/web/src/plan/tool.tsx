import { type ReactNode, useId, useState } from 'react'

type Props = { words: string; of?: string; children: ReactNode }

/** What is opened by a press, beside others of its kind: its fields are there from then on, and not before. */
export function Tool({ words, of, children }: Props) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <div className={open ? 'app-plan__tool app-plan__tool--open' : 'app-plan__tool'}>
      <button
        type="button"
        className="govuk-link app-link-button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {words}
        {of && <span className="govuk-visually-hidden">: {of}</span>}
      </button>
      {open && <div id={id}>{children}</div>}
    </div>
  )
}
