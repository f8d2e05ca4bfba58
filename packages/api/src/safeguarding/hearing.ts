import type { safeguardingEvents } from '@alongside/shared/safeguarding/events'
import { type Heard, type Hearing, inPerson, send, tellsNobody } from '../notices/hearing.ts'
import { placesOf } from '../notices/whom.ts'

/** SAF-1: the agency's safeguarding leads hear that a team must be told; where that is a member's, its people hear it too. */
export const safeguardingHearing: Hearing<keyof typeof safeguardingEvents> = {
  'safeguarding.opened': async (heard) => {
    const { agencyId, notificationId } = heard.event.data
    const leads = await placesOf(heard.tx, 'safeguardingLeads', agencyId, heard.now)
    await send(heard, leads, { kind: 'safeguarding_to_record', subjectId: notificationId })
    await tellFrontDoor(heard, 'safeguarding_received', notificationId)
  },
  // REF-3: it may have begun to act on it.
  'safeguarding.taken_back': (heard) =>
    tellFrontDoor(heard, 'safeguarding_taken_back', heard.event.data.notificationId),
  'safeguarding.recorded': tellsNobody,
  'safeguarding.answered': async (heard) => {
    const { agencyId, notificationId } = heard.event.data
    const received = await receivedBy(heard, notificationId)
    if (!received) return
    const told = [
      ...(await inPerson(heard, { accountId: received.fromAccountId, agencyId })),
      ...(await placesOf(heard.tx, 'safeguardingLeads', agencyId, heard.now)),
    ]
    await send(heard, told, { kind: 'safeguarding_answered', subjectId: notificationId })
  },
}

/** SAF-1: whoever answers for the front door that was told in the product, if one was. */
async function tellFrontDoor(
  heard: Heard,
  kind: 'safeguarding_received' | 'safeguarding_taken_back',
  notificationId: string,
): Promise<void> {
  const received = await receivedBy(heard, notificationId)
  if (!received) return
  const places = await placesOf(heard.tx, 'frontDoor', received.agencyId, heard.now)
  await send(heard, places, { kind, subjectId: notificationId })
}

/** Whose front door was told in the product, and by whom; null where none was. */
async function receivedBy(
  { tx }: Heard,
  notificationId: string,
): Promise<{ agencyId: string; fromAccountId: string } | null> {
  const { rows } = await tx.$client.query<{ agencyId: string; fromAccountId: string }>({
    name: 'received-by',
    text: `SELECT agency_id AS "agencyId", from_account_id AS "fromAccountId" FROM received_notifications
      WHERE partnership_id = app.partnership_id() AND notification_id = $1`,
    values: [notificationId],
  })
  return rows[0] ?? null
}
