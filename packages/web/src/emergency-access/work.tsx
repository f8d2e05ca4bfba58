import type { EmergencyAccess } from '@alongside/shared/emergency-access/contract'
import { isOpen } from '@alongside/shared/emergency-access/rules'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { useSession } from '../session/session.tsx'
import { Due } from '../time/due.tsx'
import { Moment } from '../time/moment.tsx'
import { useNow } from '../time/now.ts'
import { Telephone } from '../ui/telephone.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'
import { Whose } from '../work/whose.tsx'

export const emergencyAccessWork: Shown<'emergencyAccesses' | 'emergencyRequests'> = {
  /** ACC-6, ACC-7: somebody asked by name and waits. */
  emergencyRequests: (requests) => (
    <Section title="Asked for by name in an emergency, for you to answer">
      <ul className="govuk-list app-work-list">
        {requests.map(({ id, accountName, agencyName, at, dueAt, ringBack }) => (
          <li key={id} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.emergencyRequest(id)} className="govuk-link">
                {accountName}, {agencyName}, asked <Moment at={at} />
              </Link>
              {ringBack && (
                <>
                  {' '}
                  {ringBack.name}: <Telephone number={ringBack.telephone} />
                </>
              )}
            </span>
            <span className="app-work-list__when">
              <Due at={dueAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  ),
  /** ACC-7: what is open to me, what I have yet to tell, and what I look at. */
  emergencyAccesses: (accesses) => (
    <Section title="Emergency access">
      <ul className="govuk-list app-work-list">
        {accesses.map((access) => (
          <li key={access.id} className="app-work-list__item">
            <Item access={access} />
          </li>
        ))}
      </ul>
    </Section>
  ),
}

function Item({ access }: { access: EmergencyAccess }) {
  const { id, accountId, name, agencyName, caseReference, until, reviewDueAt } = access
  const mine = useSession().accountId === accountId
  const open = isOpen(access, useNow().toString())
  const to = mine ? (open ? until : null) : reviewDueAt
  return (
    <>
      <Link {...paths.emergencyAccess(id)} className="govuk-link">
        {mine
          ? open
            ? 'Open to you in an emergency'
            : 'Say what you did in the emergency'
          : `Say whether it was right: ${name}, ${agencyName}`}
        {caseReference && (
          <>
            , <Whose reference={caseReference} />
          </>
        )}
      </Link>
      {to && (
        <span className="app-work-list__when">
          <Due at={to} />
        </span>
      )}
    </>
  )
}
