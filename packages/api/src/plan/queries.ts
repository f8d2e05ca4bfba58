import { isSince, openStates } from '@alongside/shared/plan/rules'
import type { PlanLine, PlanWording } from '@alongside/shared/plan/schema'
import { Refusal } from '@alongside/shared/problems'
import type { Light } from '@alongside/shared/traffic-light/schema'
import { cannotBeRead } from '@alongside/shared/unreadable'
import { readActions } from '../actions/queries.ts'
import { filesAtMeeting, filesOf } from '../cases/joining.ts'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

/** What is sealed of a line. */
export type PlanWords = Pick<PlanWording, 'words' | 'herWords' | 'herWordsOn' | 'forHer' | 'because'>

/** OPS-3: none of it is in her own copy. */
const unreadableLine: PlanWords = {
  words: cannotBeRead,
  herWords: null,
  herWordsOn: null,
  forHer: null,
  because: null,
}

interface LineRow extends Omit<PlanLine, keyof PlanWords | 'sinceLast' | 'steps'>, UnderKey {
  content: Sealed<PlanWords>
  lastDiscussedAt: string | null
}

const selectLines = `SELECT l.id, l.version, l.case_id AS "caseId", l.part, l.area, l.state, l.content, l.lead_agency_id AS "leadAgencyId",
    g.name AS "leadAgencyName", l.limited_to AS "limitedTo", l.proposed_by AS "proposedById", p.name AS "proposedByName", l.source,
    l.agenda_item_id AS "agendaItemId", l.look_again_on AS "lookAgainOn", 
    (SELECT r.id FROM plan_lines r WHERE r.partnership_id = l.partnership_id AND r.id = l.replaced_by) AS "replacedById", l.created_at AS "createdAt",
    l.changed_at AS "changedAt", c.last_discussed_at AS "lastDiscussedAt", k.id AS "keyId", k.wrapped
  FROM plan_lines l
  JOIN cases c ON c.partnership_id = l.partnership_id AND c.id = l.case_id
  JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
  JOIN agencies p ON p.partnership_id = l.partnership_id AND p.id = l.proposed_by
  LEFT JOIN agencies g ON g.partnership_id = l.partnership_id AND g.id = l.lead_agency_id`

/** In the order in which a plan is read. */
const inOrder = `ORDER BY array_position(ARRAY['risk', 'need', 'goal', 'children', 'exit'], l.part), l.created_at, l.id LIMIT 500`

type Opened = Omit<PlanLine, 'steps'>
function opened(vault: Vault, row: LineRow): Opened {
  const { content, lastDiscussedAt, ...line } = openListed(
    vault,
    keyed(row),
    { content: 'plan line' },
    { content: unreadableLine },
  )
  return { ...line, ...content, sinceLast: isSince(line.changedAt, lastDiscussedAt) }
}

/** Each with its steps: the actions that hang on it. */
async function withSteps(tx: Tx, vault: Vault, lines: Opened[]): Promise<PlanLine[]> {
  const steps = await readActions(tx, vault, { planLines: lines.map(({ id }) => id) })
  return lines.map((line) => ({
    ...line,
    steps: steps
      .filter(({ planLineId }) => planLineId === line.id)
      .map(({ id, reference, what, ownerAgencyName, dueOn, state, acceptance }) => ({
        actionId: id,
        ...{ reference, what, ownerAgencyName, dueOn, state, acceptance },
      })),
  }))
}

/** On any of her files that the reader sees; of a file without a basis in force what her agency proposed, and no more (CON-3). */
const read = `(l.proposed_by = app.grants_to() OR app.basis_in_force(l.case_id))`

/** The plan of that case and of the files joined to it: also the lines that have ended. */
export async function readLines(tx: Tx, vault: Vault, caseId: string): Promise<PlanLine[]> {
  const { rows } = await tx.$client.query<LineRow>({
    name: 'plan-of-case',
    text: `${selectLines} WHERE l.partnership_id = app.partnership_id() AND l.case_id = ANY (${filesOf('$1')}) AND ${read} ${inOrder}`,
    values: [caseId],
  })
  return withSteps(
    tx,
    vault,
    rows.map((row) => opened(vault, row)),
  )
}

interface AtMeeting {
  caseId: string
  itemId: string
  files: 'this file' | 'all her files'
}

/**
 * What a meeting goes through of it: the lines that stand, are proposed, or ended in this item. Of what is limited to some agencies no meeting
 * speaks: it is in no room, on no screen that is shared there and on no paper, whoever reads.
 */
export async function readLinesAt(
  tx: Tx,
  vault: Vault,
  { caseId, itemId, files }: AtMeeting,
): Promise<PlanLine[]> {
  const all = files === 'all her files'
  const { rows } = await tx.$client.query<LineRow>({
    name: 'plan-at-meeting',
    text: `${selectLines} WHERE l.partnership_id = app.partnership_id() AND (l.case_id = $1 OR ($2 AND l.case_id = ANY (${filesAtMeeting('$1')})))
      AND (l.state = ANY ($4) OR l.agenda_item_id = $3) AND cardinality(l.limited_to) = 0 ${inOrder}`,
    values: [caseId, all, itemId, openStates],
  })
  return withSteps(
    tx,
    vault,
    rows.map((row) => opened(vault, row)),
  )
}

/** @throws Refusal not_found */
export async function readLine(tx: Tx, vault: Vault, id: string): Promise<PlanLine> {
  const [line] = await withSteps(tx, vault, [(await findLine(tx, vault, id)).line])
  if (!line) throw new Error('a line that was found is there')
  return line
}

async function findLine(tx: Tx, vault: Vault, id: string) {
  const { rows } = await tx.$client.query<LineRow>({
    name: 'plan-line',
    text: `${selectLines} WHERE l.partnership_id = app.partnership_id() AND l.id = $1`,
    values: [id],
  })
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  return { line: opened(vault.strict, row), key: keyed(row).key }
}

export interface HeldLine {
  line: PlanLine
  key: WrappedKey
  light: Light | null
}

/** Held until the transaction ends. @throws Refusal not_found */
export async function lockLine(tx: Tx, vault: Vault, id: string): Promise<HeldLine> {
  await hold(tx, 'plan_lines', id)
  const { line, key } = await findLine(tx, vault, id)
  const [whole] = await withSteps(tx, vault, [line])
  if (!whole) throw new Error('a line that was found is there')
  return { line: whole, key, light: await lightOf(tx, line.caseId) }
}

export async function lightOf(tx: Tx, caseId: string): Promise<Light | null> {
  const { rows } = await tx.$client.query<{ light: Light | null }>({
    name: 'light-of-case',
    text: 'SELECT light FROM cases WHERE partnership_id = app.partnership_id() AND id = $1',
    values: [caseId],
  })
  return rows[0]?.light ?? null
}

/** Whether the reader may be told what the agencies share of that case. */
export async function isWithheld(tx: Tx, caseId: string): Promise<boolean> {
  const { rows } = await tx.$client.query<{ stands: boolean }>({
    name: 'plan-has-basis',
    text: 'SELECT app.basis_in_force($1) AS stands',
    values: [caseId],
  })
  return rows[0]?.stands !== true
}
