import type { accountEvents } from '@alongside/shared/accounts/events'
import { chairs, coordinators, type Hearing, leadsOf, send } from '../notices/hearing.ts'
import type { Place } from '../notices/whom.ts'

export const accountHearing: Hearing<keyof typeof accountEvents> = {
  'account.alarm': async (heard) => {
    const { membershipId } = heard.event.data
    const { rows } = await heard.tx.$client.query<{ account_id: string; agency_id: string }>(
      `SELECT account_id, agency_id FROM memberships WHERE partnership_id = app.partnership_id() AND id = $1`,
      [membershipId],
    )
    const [place] = rows
    if (!place) return
    const butHer = (told: readonly Place[]) => told.filter(({ accountId }) => accountId !== place.account_id)
    const others = butHer([...(await leadsOf(heard, [place.agency_id])), ...(await coordinators(heard))])
    // The only coordinator, who leads her agency too: the chair hears of it.
    const told = others.length > 0 ? others : butHer(await chairs(heard))
    await send(heard, told, { kind: 'account_alarm', subjectId: membershipId })
  },
}
