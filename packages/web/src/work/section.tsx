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

/** One list for which nobody waits today: a line with its count, open by itself where it is one thing. */
export function FoldedSection({
  title,
  count,
  children,
}: {
  title: string
  count: number
  children: ReactNode
}) {
  return (
    <details className="app-fold" open={count === 1}>
      <summary className="app-fold__line">
        <h3 className="govuk-heading-s">{title}</h3>
        <span className="app-fold__count">{count}</span>
      </summary>
      {children}
    </details>
  )
}
