import type { accountEvents } from '@alongside/shared/accounts/events'
import { chairs, coordinators, type Hearing, leadsOf, send } from '../notices/hearing.ts'

export const accountHearing: Hearing<keyof typeof accountEvents> = {
  'account.alarm': async (heard) => {
    const { membershipId } = heard.event.data
    const { rows } = await heard.tx.$client.query<{ account_id: string; agency_id: string }>(
      `SELECT account_id, agency_id FROM memberships WHERE partnership_id = app.partnership_id() AND id = $1`,
      [membershipId],
    )
    const [place] = rows
    if (!place) return
    const others = [...(await leadsOf(heard, [place.agency_id])), ...(await coordinators(heard))]
    const butHerself = others.filter(({ accountId }) => accountId !== place.account_id)
    // The only coordinator, who leads her agency too: the chair hears of it.
    const told = butHerself.length > 0 ? butHerself : await chairs(heard)
    await send(
      heard,
      told.filter(({ accountId }) => accountId !== place.account_id),
      { kind: 'account_alarm', subjectId: membershipId },
    )
  },
}
