import { holdWords } from '@alongside/shared/cases/holding'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'

export const caseWork: Shown<'heldCases'> = {
  heldCases: (holds) => (
    <Section title="Cases that are held">
      <ul className="govuk-list">
        {holds.map(({ id, caseId, kind, heldAt }) => (
          <li key={id}>
            <Link {...paths.case(caseId)} className="govuk-link">
              {holdWords[kind]}
            </Link>
            , since <Moment at={heldAt} />
          </li>
        ))}
      </ul>
    </Section>
  ),
}
