import type { leavingEvents } from '@alongside/shared/leaving/events'
import { coordinators, type Heard, type Hearing, leadsOf, send } from '../notices/hearing.ts'

/** ACC-10: who is handed a leaver's work hears of it. */
export const leavingHearing: Hearing<keyof typeof leavingEvents> = {
  'left_work.handed_over': async (heard) => {
    const { leftWorkId } = heard.event.data
    const { rows } = await heard.tx.$client.query<{
      id: string
      accountId: string
      reference: string | null
    }>(
      `SELECT m.id, m.account_id AS "accountId", w.reference FROM left_work w
        JOIN memberships m ON m.partnership_id = w.partnership_id AND m.id = w.to_membership_id
        WHERE w.partnership_id = app.partnership_id() AND w.id = $1`,
      [leftWorkId],
    )
    const [taken] = rows
    if (taken)
      await send(heard, rows, { kind: 'left_work_yours', subjectId: leftWorkId, reference: taken.reference })
  },
}

/**
 * ACC-10: a place has ended, and something of its holder's has no owner: those of her agency are told who may see any of it;
 * the coordinator, where nobody who leads there may see some of it.
 */
export async function tellLeftWork(heard: Heard<'membership.ended'>, agencyId: string): Promise<void> {
  const { tx, event, now } = heard
  const { rows } = await tx.$client.query<{ places: string[]; to_nobody: boolean }>(
    'SELECT places, to_nobody FROM app.told_of_left_work($1, $2)',
    [agencyId, now],
  )
  const { places = [], to_nobody: toNobody = false } = rows[0] ?? {}
  const subjectId = event.data.membershipId
  const hearing = (await leadsOf(heard, [agencyId])).filter(({ id }) => places.includes(id))
  await send(heard, hearing, { kind: 'left_work_waits', subjectId })
  if (toNobody) await send(heard, await coordinators(heard), { kind: 'left_work_without_lead', subjectId })
}
