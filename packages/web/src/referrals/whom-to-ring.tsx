import { readOnCall } from '@alongside/shared/oncall/addresses'
import type { OnCallList } from '@alongside/shared/oncall/contract'
import { isHalfOver, officesAreShut } from '@alongside/shared/referrals/conversation'
import { clockRuns } from '@alongside/shared/referrals/rules'
import type { Referral } from '@alongside/shared/referrals/schema'
import { useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCalendar, usePartnership } from '../session/partnership.ts'
import { useAsking, useCan } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { useNow } from '../time/now.ts'
import { Alert } from '../ui/alert.tsx'
import { Telephone } from '../ui/telephone.tsx'

/**
 * REF-13: whom the referrer may ring: at night and at weekends whoever is on call, and at any hour when half of a red clock
 * is over and nobody has answered.
 */
export function WhomToRing({ referral }: { referral: Referral }) {
  const calendar = useCalendar()
  const now = useNow().toString()
  const { agencyId } = useAsking()
  const reads = useCan('members:read')
  const halfOver = isHalfOver(referral, now)
  const waiting = referral.recipients.filter(
    ({ respondedAt, forMeeting }) => !respondedAt && clockRuns(referral.state, forMeeting),
  )
  const hers = referral.own || referral.agencyId === agencyId
  if (!hers || !reads || waiting.length === 0 || !(halfOver || officesAreShut(calendar, now))) return null
  const agencies = new Map(waiting.map((one) => [one.agencyId, one.agencyName]))
  return halfOver ? (
    <Alert variant="warning" title="Half the time is over and nobody has answered: ring" heading>
      <Numbers referralId={referral.id} agencies={agencies} />
    </Alert>
  ) : (
    <section aria-labelledby="on-call">
      <h2 className="govuk-heading-m" id="on-call">
        Who is on call now
      </h2>
      <Numbers referralId={referral.id} agencies={agencies} />
    </section>
  )
}

/** Who of the coordinating agency answers now, to who may read the on-call list. */
export function CoordinatorAnswers({ referralId }: { referralId: string }) {
  const { coordinatingAgencyId } = usePartnership()
  const lists = useRead(readOnCall, { query: { referralId } }, { enabled: useCan('members:read') })
  return (
    lists.data && <Answers list={lists.data.items.find((one) => one.agencyId === coordinatingAgencyId)} />
  )
}

function Numbers({ referralId, agencies }: { referralId: string; agencies: ReadonlyMap<string, string> }) {
  const lists = useRead(readOnCall, { query: { referralId } })
  return (
    <Awaited read={lists} label="Looking who is on call" lines={2}>
      {({ items }) => (
        <ul className="govuk-list">
          {[...agencies].map(([id, name]) => (
            <li key={id}>
              <strong>{name}</strong>
              <Answers list={items.find(({ agencyId }) => agencyId === id)} />
            </li>
          ))}
          <li>In danger now: 999.</li>
        </ul>
      )}
    </Awaited>
  )
}

function Answers({ list }: { list: OnCallList | undefined }) {
  const answering = list?.entries.filter(({ answersNow }) => answersNow) ?? []
  if (answering.length === 0) return ': nobody is on call now'
  return (
    <>
      {answering.map(({ id, name, telephone }) => (
        <span key={id} className="app-address">
          {' '}
          {name}, <Telephone number={telephone} />
        </span>
      ))}
      {list?.checkedAt && (
        <span className="app-quiet">
          {' '}
          Last checked <Moment at={list.checkedAt} />
        </span>
      )}
    </>
  )
}
