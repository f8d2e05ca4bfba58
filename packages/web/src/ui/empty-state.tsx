import type { ReactNode } from 'react'

type Props = {
  /** What there is none of, kindly: "No actions are waiting for you". */
  title: string
  /** What to do next. */
  children?: ReactNode
  action?: ReactNode
  headingLevel?: 2 | 3
}

export function EmptyState({ title, children, action, headingLevel = 2 }: Props) {
  const Heading = `h${headingLevel}` as const
  return (
    <div className="app-empty-state">
      <Heading className="govuk-heading-m">{title}</Heading>
      {children != null && <div className="govuk-body">{children}</div>}
      {action}
    </div>
  )
}
