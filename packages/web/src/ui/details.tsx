import type { ReactNode } from 'react'

interface Props {
  summary: ReactNode
  open?: boolean
  /** Of those that share it one is open at a time. */
  oneOf?: string
  children: ReactNode
}

export function Details({ summary, open, oneOf, children }: Props) {
  return (
    <details className="govuk-details" open={open} name={oneOf}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{summary}</span>
        <span className="app-waits"> Unsent words are kept here</span>
      </summary>
      <div className="govuk-details__text">{children}</div>
    </details>
  )
}
