import { inBrief } from '@alongside/shared/plan/rules'
import type { PlanAmendment, PlanChange, PlanLine, PlanWording } from '@alongside/shared/plan/schema'
import type { PlanMove } from '@alongside/shared/plan/values'
import { and, eq, sql } from 'drizzle-orm'
import { filesOf } from '../cases/joining.ts'
import type { Tx } from '../db/pool.ts'
import { planAmendments, planChanges, planLines } from '../db/tables/plan.ts'
import type { Member } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { keyed, openAmong, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import type { PlanWords } from './queries.ts'

export interface Amending {
  tx: Tx
  vault: Vault
  actor: Member
  now: string
  caseId: string
  key: WrappedKey
  /** In the room; null: between meetings. */
  itemId: string | null
  why: string | null
}

const wordsOf = ({ words, herWords, herWordsOn, forHer, because }: PlanWording): PlanWords => ({
  ...{ words, herWords, herWordsOn, forHer, because },
})

const wordingOf = (line: PlanLine): PlanWording => {
  const { part, area, state, leadAgencyId, limitedTo, lookAgainOn } = line
  return { part, area, ...wordsOf(line), state, leadAgencyId, limitedTo, lookAgainOn }
}

/** Of an item one amendment; between meetings each its own. */
async function amendmentFor({ tx, vault, actor, now, caseId, key, itemId, why }: Amending): Promise<string> {
  const id = newId()
  if (itemId) {
    const { rows } = await tx.$client.query<{ id: string }>({
      name: 'amendment-of-item',
      text: 'SELECT app.amendment_of_item($1, $2) AS id',
      values: [itemId, id],
    })
    return rows[0]?.id ?? id
  }
  await tx.insert(planAmendments).values({
    ...{ id, caseId, at: now, accountId: actor.accountId, agencyId: actor.agencyId },
    why: why?.trim() ? vault.seal(key, 'why', why) : null,
  })
  return id
}

/** A new line, and the amendment that begins it. Gives the ids of both. */
export async function beginLine(
  amending: Amending,
  move: 'added' | 'proposed',
  wording: PlanWording,
  source: PlanLine['source'] = amending.itemId ? 'item' : 'between_meetings',
): Promise<{ lineId: string; amendmentId: string }> {
  const { tx, vault, actor, now, caseId, key, itemId } = amending
  const amendmentId = await amendmentFor(amending)
  const lineId = newId()
  const { part, area, state, leadAgencyId, limitedTo, lookAgainOn } = wording
  await tx.insert(planLines).values({
    ...{ id: lineId, caseId, part, area, state, leadAgencyId, limitedTo, lookAgainOn, agendaItemId: itemId },
    content: vault.seal(key, 'plan line', wordsOf(wording)),
    proposedBy: actor.agencyId,
    source,
    ...{ createdAt: now, changedAt: now },
  })
  await keepChange(amending, { lineId, amendmentId, version: 1, move, before: null, after: wording })
  return { lineId, amendmentId }
}

/** A held line as it now reads, and what it read before, kept in the amendment. Gives the amendment. */
export async function amendLine(
  amending: Amending,
  line: PlanLine,
  move: PlanMove,
  change: Partial<PlanWording> & { replacedById?: string },
): Promise<string> {
  const { tx, vault, now, key, itemId } = amending
  const amendmentId = await amendmentFor(amending)
  const before = wordingOf(line)
  const { replacedById, ...said } = change
  const after = { ...before, ...said }
  const { area, state, leadAgencyId, limitedTo, lookAgainOn } = after
  await tx
    .update(planLines)
    .set({
      ...{ area, state, leadAgencyId, limitedTo, lookAgainOn, changedAt: now },
      content: vault.seal(key, 'plan line', wordsOf(after)),
      version: sql`${planLines.version} + 1`,
      ...(itemId && { agendaItemId: itemId }),
      ...(replacedById && { replacedBy: replacedById }),
    })
    .where(and(eq(planLines.partnershipId, sql`app.partnership_id()`), eq(planLines.id, line.id)))
  const version = line.version + 1
  await keepChange(amending, { lineId: line.id, amendmentId, version, move, before, after })
  return amendmentId
}

async function keepChange(
  { tx, vault, caseId, key, now }: Amending,
  {
    lineId,
    amendmentId,
    version,
    move,
    before,
    after,
  }: PlanChange & { amendmentId: string; version: number },
): Promise<void> {
  await tx.insert(planChanges).values({
    ...{ id: newId(), amendmentId, caseId, lineId, version, move, at: now },
    before: before && vault.seal(key, 'plan change', before),
    after: vault.seal(key, 'plan change', after),
  })
}

interface AmendmentRow extends Omit<PlanAmendment, 'changes' | 'why'>, UnderKey {
  why: Sealed<string> | null
  changes: { lineId: string; move: PlanMove; before: string | null; after: string }[]
}

/** How the plan came to be, the first first: of the lines that the reader is shown, each once an amendment. */
export async function readAmendments(
  tx: Tx,
  vault: Vault,
  of: { caseId: string; lines: readonly string[] } | { itemId: string },
): Promise<PlanAmendment[]> {
  const { rows } = await tx.$client.query<AmendmentRow>({
    name: 'amendments-of-plan',
    text: `SELECT * FROM (SELECT a.id, a.case_id AS "caseId", a.at, coalesce(o.name, 'Alongside') AS by, g.name AS "agencyName", a.agenda_item_id AS "agendaItemId",
        i.meeting_id AS "meetingId", m.starts_at AS "meetingStartsAt", a.why, k.id AS "keyId", k.wrapped,
        ARRAY(SELECT y.name FROM agencies y WHERE y.partnership_id = a.partnership_id AND y.id = ANY (a.present) ORDER BY y.name LIMIT 200) AS present,
        json_agg(json_build_object('lineId', h.line_id, 'move', h.move, 'before', encode(h.before, 'base64'), 'after', encode(h.after, 'base64'))
          ORDER BY h.at, h.id) AS changes
      FROM plan_amendments a
      JOIN plan_changes h ON h.partnership_id = a.partnership_id AND h.amendment_id = a.id
      JOIN plan_lines l ON l.partnership_id = h.partnership_id AND l.id = h.line_id
      JOIN cases c ON c.partnership_id = a.partnership_id AND c.id = a.case_id
      JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      JOIN agencies g ON g.partnership_id = a.partnership_id AND g.id = a.agency_id
      LEFT JOIN accounts o ON o.id = a.account_id
      LEFT JOIN agenda_items i ON i.partnership_id = a.partnership_id AND i.id = a.agenda_item_id
      LEFT JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
      WHERE a.partnership_id = app.partnership_id() AND (a.agenda_item_id = $1 OR a.case_id = ANY (${filesOf('$2')}))
        AND CASE WHEN $1::uuid IS NULL THEN l.id = ANY ($3::uuid[]) ELSE cardinality(l.limited_to) = 0 END
      GROUP BY a.partnership_id, a.id, o.name, g.name, i.meeting_id, m.starts_at, k.id, k.wrapped
      ORDER BY a.at DESC, a.id DESC LIMIT 500) a ORDER BY a.at, a.id`,
    values: 'itemId' in of ? [of.itemId, null, null] : [null, of.caseId, of.lines],
  })
  return rows.map((row) => {
    const sealed = keyed(row)
    const open = (words: string | null) =>
      words === null
        ? null
        : openAmong<PlanWording | null>(
            vault,
            sealed.key,
            'plan change',
            Buffer.from(words, 'base64'),
            null,
            row.id,
          )
    const changes = row.changes.flatMap(({ lineId, move, before, after }) => {
      const read = open(after)
      return read ? [{ lineId, move, before: open(before), after: read }] : []
    })
    return { ...openListed(vault, sealed, { why: 'why' }), changes: inBrief(changes) }
  })
}
