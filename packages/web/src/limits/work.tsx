import type { MyWork } from '@alongside/shared/work/contract'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import { Tag } from '../ui/tag.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'
import { Whose } from '../work/whose.tsx'

export const limitWork: Shown<'overridesToDecide' | 'contradictions'> = {
  overridesToDecide: (asked) => <ToDecide asked={asked} />,
  contradictions: (records) => <Contradicted records={records} />,
}

/** ACC-8: two people of two agencies decide, and this is one of them. */
function ToDecide({ asked }: { asked: MyWork['overridesToDecide'] }) {
  return (
    <Section title="Sharing past her no, for you to decide">
      <ul className="govuk-list app-work-list">
        {asked.map(({ id, caseId, caseReference, agencyName, urgent, askedAt }) => (
          <li key={id} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.caseSection(caseId, 'past-limit')} className="govuk-link">
                <Whose reference={caseReference} />
              </Link>{' '}
              with {agencyName}
            </span>
            {urgent && <Tag colour="red">Urgent</Tag>}
            <span className="app-work-list__when">
              Asked <Moment at={askedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const recordWords = {
  consent: 'A consent names',
  without_consent: 'A sharing without consent names',
  her_no: 'An agency that she refuses recorded her no to',
} as const

/** ACC-8: her no holds, and she is asked what she means; or two people are asked to decide. */
function Contradicted({ records }: { records: MyWork['contradictions'] }) {
  return (
    <Section title="Two records contradict each other">
      <ul className="govuk-list app-work-list">
        {records.map(({ caseId, caseReference, agencyId, agencyName, record, at }) => (
          <li key={`${caseId} ${agencyId} ${record}`} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.caseSection(caseId, 'consent')} className="govuk-link">
                <Whose reference={caseReference} />
              </Link>{' '}
              {recordWords[record]} {agencyName}
              {record === 'her_no'
                ? '. It does not hold here until she was asked: read what she refuses.'
                : ', which she refuses. Her no holds until she is asked again.'}
            </span>
            <span className="app-work-list__when">
              Recorded <Moment at={at} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
