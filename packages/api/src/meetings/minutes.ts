import type { MinutedItem, Minutes } from '@alongside/shared/meetings/contract'
import { Refusal } from '@alongside/shared/problems'
import { openCase } from '../cases/case-file.ts'
import type { Tx } from '../db/pool.ts'
import { minutedItems, minutes } from '../db/tables/meetings.ts'
import { newId } from '../ids.ts'
import type { Vault } from '../vault.ts'
import { readAgenda } from './agenda.ts'
import { readAgendaItem } from './item.ts'
import { readPresent } from './queries.ts'

/**
 * MTG-8: the minutes of a meeting whose every item is discussed or deferred, each case sealed under its own key, so that a
 * copy holds just the cases that its reader may see (MTG-4). Gives the cases. @throws Refusal meeting.items_open
 */
export async function compileMinutes(
  tx: Tx,
  vault: Vault,
  meetingId: string,
  accountId: string,
  now: string,
): Promise<string[]> {
  const agenda = await readAgenda(tx, meetingId)
  if (agenda.some(({ state }) => state === 'listed')) throw new Refusal('meeting.items_open')
  const present = (await readPresent(tx, meetingId)).map(({ name, agencyName }) => ({ name, agencyName }))
  const minutesId = newId()
  await tx
    .insert(minutes)
    .values({ id: minutesId, meetingId, version: 1, compiledAt: now, compiledBy: accountId, present })
  for (const { id, caseId, position } of agenda) {
    const { key } = await openCase(tx, vault, caseId)
    const content = vault.seal(key, 'minuted item', await minuted(tx, vault, id))
    await tx.insert(minutedItems).values({ id: newId(), minutesId, caseId, position, content })
  }
  return agenda.map(({ caseId }) => caseId)
}

async function minuted(tx: Tx, vault: Vault, itemId: string): Promise<MinutedItem> {
  const item = await readAgendaItem(tx, vault, itemId)
  const { caseReference, name, light, state, herVoice, record, deferredFor } = item
  return {
    caseReference,
    name,
    light,
    state,
    herVoice,
    contributions: item.contributions.map(({ agencyName, kind, words }) => ({ agencyName, kind, words })),
    record,
    actions: item.actions.map(({ reference, what, ownerAgencyName, dueOn, priority }) => ({
      reference,
      what,
      ownerAgencyName,
      dueOn,
      priority,
    })),
    deferredFor,
  }
}

/** The latest version, cut to the cases that the reader's grants open, and those cases. @throws Refusal not_found */
export async function readMinutesOf(
  tx: Tx,
  vault: Vault,
  meetingId: string,
): Promise<{ reply: Minutes; cases: string[] }> {
  const { rows } = await tx.$client.query<Omit<Minutes, 'items'>>({
    name: 'read-minutes',
    text: `SELECT n.id, n.meeting_id AS "meetingId", m.starts_at AS "meetingStartsAt", n.version, n.compiled_at AS "compiledAt",
        a.name AS "compiledBy", n.present, app.minutes_withhold(n.id) AS withheld
      FROM minutes n
      JOIN meetings m ON m.partnership_id = n.partnership_id AND m.id = n.meeting_id
      JOIN accounts a ON a.id = n.compiled_by
      WHERE n.partnership_id = app.partnership_id() AND n.meeting_id = $1 ORDER BY n.version DESC LIMIT 1`,
    values: [meetingId],
  })
  const [found] = rows
  if (!found) throw new Refusal('not_found')
  const { rows: items } = await tx.$client.query<{
    caseId: string
    content: Buffer
    keyId: string
    wrapped: Buffer
  }>({
    name: 'read-minuted-items',
    text: `SELECT i.case_id AS "caseId", i.content, k.id AS "keyId", k.wrapped FROM minuted_items i
      JOIN cases c ON c.partnership_id = i.partnership_id AND c.id = i.case_id
      JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      WHERE i.partnership_id = app.partnership_id() AND i.minutes_id = $1 ORDER BY i.position`,
    values: [found.id],
  })
  const opened = items.map(({ content, keyId, wrapped }) =>
    vault.open<MinutedItem>({ id: keyId, wrapped }, 'minuted item', content),
  )
  return { reply: { ...found, items: opened }, cases: items.map(({ caseId }) => caseId) }
}
