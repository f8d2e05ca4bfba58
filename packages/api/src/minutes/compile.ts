import { isPutOff } from '@alongside/shared/agenda/rules'
import type { Meeting } from '@alongside/shared/meetings/schema'
import type { MinutedContent } from '@alongside/shared/minutes/contract'
import { newlySaid } from '@alongside/shared/minutes/rules'
import { isStanding } from '@alongside/shared/plan/rules'
import type { PlanWording } from '@alongside/shared/plan/schema'
import { discussedItemStates, isUnrecorded } from '@alongside/shared/room/rules'
import type { AgendaItem } from '@alongside/shared/room/schema'
import { eq } from 'drizzle-orm'
import { readActions } from '../actions/queries.ts'
import { readSteppingOut } from '../agenda/stepping-out.ts'
import { openCase } from '../cases/case-file.ts'
import type { Tx } from '../db/pool.ts'
import { agendaItems } from '../db/tables/agenda.ts'
import { minutedItems, minutes } from '../db/tables/minutes.ts'
import { newId } from '../ids.ts'
import { readPresent } from '../meetings/queries.ts'
import { readAmendments } from '../plan/amending.ts'
import { type OpenItem, readAgendaItem } from '../room/item.ts'
import type { Vault } from '../vault.ts'
import { readProceedings } from './proceedings.ts'
import { type LockedMinutes, preparedLeaf, sealNote } from './queries.ts'

/**
 * MTG-8: the first draft of the minutes of a meeting whose every item is discussed or deferred, each case sealed under
 * its own key, so that a copy holds just the cases that its reader may see (MTG-4). Gives the cases.
 */
export async function compileMinutes(
  tx: Tx,
  vault: Vault,
  meetingId: string,
  agenda: Meeting['agenda'],
  accountId: string,
  now: string,
): Promise<string[]> {
  const endedAt = Temporal.Instant.from(now).toString()
  const present = (await readPresent(tx, meetingId)).map((one) => ({ ...one, until: one.until ?? endedAt }))
  const proceedings = await readProceedings(tx, meetingId, endedAt)
  const minutesId = newId()
  await tx.insert(minutes).values({
    id: minutesId,
    meetingId,
    version: 1,
    compiledAt: now,
    compiledBy: accountId,
    present,
    proceedings,
  })
  for (const { id, caseId, position, takenOff } of agenda) {
    const of = await minuted(tx, vault, id)
    // MTG-3: what was taken off, and never spoken of, is no part of the meeting.
    if (takenOff && isUnrecorded({ ...of, amended: of.planAmended ?? [] }) && of.contributions.length === 0)
      continue
    const { key } = await openCase(tx, vault, caseId)
    const content = vault.seal(key, 'minuted item', of)
    await tx.insert(minutedItems).values({ id: newId(), minutesId, caseId, position, content })
  }
  await tx.$client.query({ name: 'minute-unseen', text: 'SELECT app.minute_unseen($1)', values: [minutesId] })
  return agenda.map(({ caseId }) => caseId)
}

/** What is minuted of an item that a deputy ended, kept with it sealed until the meeting is closed by who must not read it (ACC-9). */
export async function keepMinuted(
  tx: Tx,
  vault: Vault,
  { id, key }: Pick<OpenItem, 'id' | 'key'>,
): Promise<void> {
  const content = await minuted(tx, vault, id)
  await tx
    .update(agendaItems)
    .set({ minuted: vault.seal(key, 'minuted item', content), minutedLeaf: preparedLeaf(content) })
    .where(eq(agendaItems.id, id))
}

async function minuted(tx: Tx, vault: Vault, itemId: string): Promise<MinutedContent> {
  const item = await readAgendaItem(tx, vault, itemId)
  const { caseReference, name, light, state, herVoice, record, deferredFor, chairedBy } = item
  const last = await lastSpokenOf(tx, item)
  const stepping = await readSteppingOut(tx, item.meetingId, itemId, { kept: true })
  // ACC-6: who came for another item is not told of in this one's.
  const left = (stepping.get(itemId)?.stepOut ?? [])
    .filter(({ guest, leftAt }) => !guest && leftAt !== null)
    .map(({ name, agencyName }) => ({ name, agencyName }))
  return {
    caseReference,
    name,
    light,
    state,
    herVoice: newlySaid(herVoice, last),
    contributions: item.contributions.map(({ id, agencyName, kind, words }) => ({
      id,
      agencyName,
      kind,
      words,
    })),
    record,
    ...(await planOf(tx, vault, itemId, item.plan)),
    carried: isPutOff(item) ? [] : await becameOf(tx, vault, item, last),
    actions: item.actions.map(({ reference, what, ownerAgencyName, dueOn, priority }) => ({
      reference,
      what,
      ownerAgencyName,
      dueOn,
      priority,
    })),
    deferredFor,
    ...(item.putOffTo && { putOffTo: item.putOffTo }),
    ...(chairedBy && { chairedBy: { name: chairedBy.name, agencyName: chairedBy.agencyName } }),
    ...(left.length > 0 && { steppedOut: left }),
  }
}

/** When her case was spoken of before this item; null: never. */
async function lastSpokenOf(tx: Tx, { id, caseId, meetingStartsAt }: AgendaItem): Promise<string | null> {
  const { rows } = await tx.$client.query<{ at: string | null }>({
    name: 'last-spoken-of',
    text: `SELECT max(i.closed_at) AS at FROM agenda_items i
      JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
      WHERE i.partnership_id = app.partnership_id() AND i.case_id = $1 AND i.id <> $2 AND i.state = ANY ($3) AND m.starts_at < $4`,
    values: [caseId, id, discussedItemStates, meetingStartsAt],
  })
  return rows[0]?.at ?? null
}

/** ACT-1: what became of what earlier meetings agreed: each action that runs, or that ended since her case was last spoken of. */
async function becameOf(
  tx: Tx,
  vault: Vault,
  { caseId, meetingId }: AgendaItem,
  last: string | null,
): Promise<MinutedContent['carried']> {
  const earlier = await readActions(tx, vault, {
    ...{ caseId, beforeMeetingId: meetingId, limit: 200 },
    ...(last && { runningSince: last }),
  })
  return earlier.map(({ reference, what, ownerAgencyName, dueOn, state, outcome }) => ({
    ...{ reference, what, ownerAgencyName, dueOn, state, outcome },
  }))
}

/** PLN-1: the amendment, and the plan as it then stood: what everybody who sees the case may read. */
async function planOf(
  tx: Tx,
  vault: Vault,
  itemId: string,
  lines: AgendaItem['plan'],
): Promise<Pick<MinutedContent, 'plan' | 'planAmended'>> {
  const amended = (await readAmendments(tx, vault, { itemId })).flatMap(({ changes }) => changes)
  const standing = lines.filter(isStanding)
  if (amended.length === 0 && standing.length === 0) return {}
  const names = await agencyNames(tx)
  const worded = ({
    part,
    area,
    words,
    herWords,
    state,
    leadAgencyId,
    lookAgainOn,
    because,
  }: PlanWording) => ({
    ...{ part, area, words, herWords, state, lookAgainOn, because },
    leadAgencyName: leadAgencyId === null ? null : (names.get(leadAgencyId) ?? null),
  })
  return {
    plan: standing.map(worded),
    planAmended: amended.map(({ move, before, after }) => ({
      move,
      before: before && worded(before),
      after: worded(after),
    })),
  }
}

async function agencyNames(tx: Tx): Promise<Map<string, string>> {
  const { rows } = await tx.$client.query<{ id: string; name: string }>({
    name: 'names-of-agencies',
    text: 'SELECT id, name FROM agencies WHERE partnership_id = app.partnership_id()',
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/**
 * MTG-8: a new draft that begins as the version before was, sealed as it is; also of the cases that whoever begins it may
 * not see any more, so that a correction loses nobody's. What was withheld before is there again, for its basis is asked
 * for anew.
 */
export async function beginCorrection(
  tx: Tx,
  vault: Vault,
  before: LockedMinutes,
  { whatChanged, why }: { whatChanged: string; why: string },
  accountId: string,
  now: string,
): Promise<void> {
  await tx.$client.query({
    name: 'begin-correction',
    text: 'SELECT app.begin_correction($1, $2, $3, $4, $5, $6)',
    values: [before.id, newId(), accountId, now, sealNote(vault, whatChanged), sealNote(vault, why)],
  })
}

/** The draft goes, with what whoever drops it may not see: its meeting is reopened, or the correction was a mistake. */
export const dropDraft = (tx: Tx, meetingId: string): Promise<unknown> =>
  tx.$client.query({ name: 'drop-draft', text: 'SELECT app.drop_draft($1)', values: [meetingId] })
