import type { Action, NewAction } from '@alongside/shared/actions/contract'
import { asksAcceptance } from '@alongside/shared/actions/rules'
import { endOfDay, localDate } from '@alongside/shared/calendar'
import type { Partnership } from '@alongside/shared/partnerships/contract'
import { type Fault, Refusal } from '@alongside/shared/problems'
import type { Static } from 'typebox'
import { placeInForce } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'
import { actions } from '../db/tables/actions.ts'
import { newId, newReference } from '../ids.ts'
import { calendarOf } from '../partnerships/queries.ts'
import { readMayAct } from '../room/item.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import { readActions } from './queries.ts'

interface Agreed extends Static<typeof NewAction> {
  caseId: string
  key: WrappedKey
  /** The item in which it was agreed; null: between meetings. */
  agendaItemId: string | null
  meetingId: string | null
  now: string
}

/** ACT-1: an action begins, due at the end of its local day; with what stands of it in the case's history. */
export async function keepAction(tx: Tx, vault: Vault, partnership: Partnership, agreed: Agreed) {
  const calendar = calendarOf(partnership)
  const { planLineId = null, ownerAccountId = null, what, why, dueOn, priority = 'usual' } = agreed
  const { caseId, key, agendaItemId, meetingId, ownerAgencyId, now } = agreed
  const id = newId()
  const dueAt = endOfDay(calendar, Temporal.PlainDate.from(dueOn)).toString()
  const { year } = localDate(calendar, Temporal.Instant.from(now))
  const asked = meetingId !== null && asksAcceptance(agreed, await whoIsThere(tx, meetingId))
  await tx.insert(actions).values({
    acceptance: asked ? 'asked' : null,
    ...{ id, reference: newReference(partnership.prefix, year), caseId, agendaItemId, meetingId, planLineId },
    ...{ ownerAgencyId, ownerAccountId, what: vault.seal(key, 'action', { what, why }) },
    ...{ priority, dueOn, dueAt, createdAt: now },
  })
  const [action] = await readActions(tx, vault, { id })
  if (!action) throw new Refusal('not_found')
  return { action, changes: beginningOf(action) }
}

/** Of which agencies somebody is in the room now, and of which is who agrees it. */
async function whoIsThere(tx: Tx, meetingId: string) {
  const { rows } = await tx.$client.query<{ agencyId: string | null; inRoom: string[] }>({
    name: 'agencies-in-room',
    text: `SELECT app.agency_id() AS "agencyId", ARRAY(SELECT DISTINCT a.agency_id FROM attendances a WHERE a.partnership_id = app.partnership_id()
        AND a.meeting_id = $1 AND NOT a.invited AND a.until_at IS NULL AND a.struck_at IS NULL) AS "inRoom"`,
    values: [meetingId],
  })
  return rows[0] ?? { agencyId: null, inRoom: [] }
}

const beginningOf = ({ state, ownerAgencyName, dueAt }: Action) => [
  { field: 'state' as const, from: null, to: state },
  { field: 'owner' as const, from: null, to: ownerAgencyName },
  { field: 'due' as const, from: null, to: dueAt },
]

/** @throws Refusal request.invalid: a day that has passed */
export function mustCome(dueOn: string, today: string, pointer = '/dueOn'): void {
  if (dueOn < today)
    throw new Refusal('request.invalid', [{ pointer, code: 'invalid', detail: 'is a day that has passed' }])
}

export const unknownAgency = (pointer: string): Fault => ({
  pointer,
  code: 'unknown',
  detail: 'is not an agency of this partnership',
})

/** An action's owner is an agency that may see the case (`readMayAct`), and one of its people. */
export async function unknownOwners(
  tx: Tx,
  { agencies }: Partnership,
  caseId: string,
  { ownerAgencyId, ownerAccountId }: Pick<Static<typeof NewAction>, 'ownerAgencyId' | 'ownerAccountId'>,
): Promise<Fault[]> {
  if (!agencies.some(({ id }) => id === ownerAgencyId)) return [unknownAgency('/ownerAgencyId')]
  const mayAct = await readMayAct(tx, caseId)
  const { rows } = await tx.$client.query<{ works: boolean }>({
    name: 'owner-of-action',
    text: `SELECT EXISTS (SELECT FROM memberships m WHERE m.partnership_id = app.partnership_id() AND m.agency_id = $2 AND m.account_id = $3
          AND ${placeInForce('app.moment()')}) AND NOT app.shuts_out_of('case', $1, $3) AS works`,
    values: [caseId, ownerAgencyId, ownerAccountId ?? null],
  })
  const faults: Fault[] = []
  if (!mayAct.includes(ownerAgencyId))
    faults.push({
      pointer: '/ownerAgencyId',
      code: 'no_basis',
      detail: 'may not see this case, and cannot take an action: choose an agency that may',
    })
  if (ownerAccountId && !rows[0]?.works)
    faults.push({
      pointer: '/ownerAccountId',
      code: 'unknown',
      detail: 'is not someone of that agency who may hear of this case',
    })
  return faults
}
