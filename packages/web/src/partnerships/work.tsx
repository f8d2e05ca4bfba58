import { roleWords } from '@alongside/shared/partnerships/words'
import type { MyWork } from '@alongside/shared/work/contract'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { useCan } from '../session/session.tsx'
import { Day } from '../time/moment.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'

export const partnershipWork: Shown<'agreementsToSign' | 'offeredPlaces'> = {
  agreementsToSign: (agreements) => <Agreements agreements={agreements} />,
  /** ACC-10: nobody takes a place but by her own yes. */
  offeredPlaces: (offers) => (
    <Section title="You are offered a place: say yes or no">
      <ul className="govuk-list app-work-list">
        {offers.map(({ id, agencyName, role, partnershipName, expiresAt }) => (
          <li key={id} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.myPlaces} className="govuk-link">
                {agencyName}, {roleWords[role].toLowerCase()}
              </Link>{' '}
              ({partnershipName})
            </span>
            <span className="app-work-list__when">
              Until <Day at={expiresAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  ),
}

function Agreements({ agreements }: { agreements: MyWork['agreementsToSign'] }) {
  const maySign = useCan('agreements:sign')
  return (
    <Section title="Agreements to sign">
      <ul className="govuk-list govuk-list--bullet">
        {agreements.map(({ id, title }) => (
          <li key={id}>
            <Link {...paths.agreements} hash={id} className="govuk-link">
              {title}
            </Link>
          </li>
        ))}
      </ul>
      {!maySign && <p className="govuk-body">Your agency’s lead member signs. You can read them here.</p>}
    </Section>
  )
}
