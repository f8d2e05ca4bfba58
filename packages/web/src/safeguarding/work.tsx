import type { MyWork } from '@alongside/shared/work/contract'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Due } from '../time/due.tsx'
import { Moment } from '../time/moment.tsx'
import { Details } from '../ui/details.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'
import { Whose } from '../work/whose.tsx'
import { SafeguardingBanner } from './banner.tsx'
import { RecordReference } from './reference-form.tsx'
import { receivedTitles } from './words.ts'

export const safeguardingWork: Shown<'receivedNotifications' | 'safeguarding'> = {
  receivedNotifications: (received) => <Received received={received} />,
  safeguarding: (notifications) => (
    <Section title="Safeguarding: to be told">
      {notifications.map((notification) => (
        <div key={notification.id}>
          <OfCase notification={notification} />
          <SafeguardingBanner notification={notification} />
        </div>
      ))}
    </Section>
  ),
}

/** Quiet: they were told, and nothing runs out. */
export const referenceWork: Shown<'referencesToCome'> = {
  referencesToCome: (notifications) => (
    <Section title="Their reference is still to come">
      {notifications.map((notification) => (
        <div key={notification.id}>
          <OfCase notification={notification} />
          <p className="govuk-body">
            Told
            {notification.toldAt && (
              <>
                {' '}
                <Moment at={notification.toldAt} />
              </>
            )}
            : {notification.receiver}
          </p>
          <Details summary="Record their reference">
            <RecordReference notification={notification} />
          </Details>
        </div>
      ))}
    </Section>
  ),
}

function OfCase({
  notification: { caseId, caseReference },
}: {
  notification: MyWork['safeguarding'][number]
}) {
  if (!caseId || !caseReference) return null
  return (
    <p className="govuk-body">
      <Link {...paths.case(caseId)} className="govuk-link">
        <Whose reference={caseReference} />
      </Link>
    </p>
  )
}

/** What one's own front door is told: first what waits for an answer, then for a reference. */
function Received({ received }: { received: MyWork['receivedNotifications'] }) {
  return (
    <Section title="Safeguarding: your team is told">
      <ul className="govuk-list app-work-list">
        {received.map(({ id, kind, fromAgencyName, dueAt, answeredAt }) => (
          <li key={id} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.received(id)} className="govuk-link">
                {receivedTitles[kind]}
              </Link>{' '}
              {fromAgencyName}
            </span>
            <span className="app-work-list__when">
              {answeredAt ? (
                'Answered; your reference is still to come'
              ) : (
                <>
                  To be answered <Due at={dueAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
