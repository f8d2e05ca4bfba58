import type { ReactNode } from 'react'

/** One list of my work under its heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">{title}</h2>
      {children}
    </section>
  )
}
