import type { PlanLine } from '@alongside/shared/plan/schema'
import { planParts } from '@alongside/shared/plan/values'
import { planPartWords } from '@alongside/shared/plan/words'
import type { ReactNode } from 'react'

type Props = {
  lines: readonly PlanLine[]
  headingLevel: 2 | 3
  children: (line: PlanLine) => ReactNode
}

/** The lines of a plan under what they are about, in the order in which a plan is read; what has no line is not there. */
export function Parts({ lines, headingLevel, children }: Props) {
  const Heading = `h${headingLevel}` as const
  return planParts.map((part) => {
    const its = lines.filter((line) => line.part === part)
    if (its.length === 0) return null
    return (
      <div key={part} className="app-plan__part">
        <Heading className="govuk-heading-s">{planPartWords[part]}</Heading>
        <ul className="govuk-list app-plan">{its.map(children)}</ul>
      </div>
    )
  })
}
