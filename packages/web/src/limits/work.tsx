import type { MyWork } from '@alongside/shared/work/contract'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import { Tag } from '../ui/tag.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'

export const limitWork: Shown<'overridesToDecide'> = {
  overridesToDecide: (asked) => <ToDecide asked={asked} />,
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
                {caseReference}
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
