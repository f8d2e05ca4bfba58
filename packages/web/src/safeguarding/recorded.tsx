import type { SafeguardingNotification } from '@alongside/shared/safeguarding/contract'
import { Moment } from '../time/moment.tsx'

const teams = { child: 'Children’s social care', adult: 'The safeguarding adults team' } as const

/** Those recorded already, as part of the case's record. */
export function RecordedNotifications({
  notifications,
}: {
  notifications: readonly SafeguardingNotification[]
}) {
  const recorded = notifications.filter(({ recordedAt }) => recordedAt)
  if (recorded.length === 0) return null
  return (
    <>
      <h2 className="govuk-heading-m">Safeguarding</h2>
      <ul className="govuk-list govuk-list--bullet">
        {recorded.map((notification) => (
          <li key={notification.id}>
            <Recorded notification={notification} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Recorded({ notification }: { notification: SafeguardingNotification }) {
  const { kind, toldAt, receiver, toldHere, children } = notification
  return (
    <>
      {teams[kind]} was told
      {children.length > 0 && ` of ${children.map(({ name }) => name).join(', ')}`}
      {toldAt && (
        <>
          {' on '}
          <Moment at={toldAt} />
        </>
      )}
      : {receiver}, {referenceWords(notification)}
      {toldHere?.next && (
        <>
          . {toldHere.agencyName} says: <span className="app-as-typed">“{toldHere.next}”</span>
        </>
      )}
    </>
  )
}

const referenceWords = ({ reference, noReference }: SafeguardingNotification) =>
  reference
    ? `reference ${reference}`
    : noReference
      ? 'without a reference'
      : 'their reference is still to come'
