import type { Disclosure } from '@alongside/shared/disclosures/contract'
import type { DocumentKind } from '@alongside/shared/documents/rules'
import { isStanding } from '@alongside/shared/limits/rules'
import { limitWords } from '@alongside/shared/limits/words'
import { Refusal } from '@alongside/shared/problems'
import type { Tx } from '../db/pool.ts'
import { readLimits } from '../limits/queries.ts'
import { keyed, openRow, type PerhapsUnderKey, type Sealed } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

export interface OpenDisclosure extends Disclosure {
  caseId: string | null
  /** What its words are sealed under. */
  key: WrappedKey
}

interface DisclosureRow
  extends Omit<OpenDisclosure, 'key' | 'reason' | 'decision' | 'herNoes' | 'leavesOut'>,
    PerhapsUnderKey {
  reason: Sealed<string>
  decision: Sealed<string> | null
}

const selectDisclosures = `SELECT d.id, d.version, d.meeting_id AS "meetingId", d.kind, d.agenda_item_id AS "itemId",
    d.case_id AS "caseId", c.reference AS "caseReference", d.recipient_name AS "recipientName",
    d.recipient_organisation AS "recipientOrganisation", d.recipient_email AS "recipientEmail", d.reason,
    a.name AS "askedBy", d.asked_by = app.account_id() AS "askedByMe", g.name AS "askedByAgencyName",
    d.asked_at AS "askedAt", d.state, b.name AS "decidedBy", d.decided_at AS "decidedAt", d.decided_for AS decision,
    d.copy_number AS "copyNumber", d.expires_at AS "expiresAt", d.opened_at AS "openedAt", k.id AS "keyId", k.wrapped
  FROM disclosure_requests d
  JOIN accounts a ON a.id = d.asked_by
  JOIN agencies g ON g.partnership_id = d.partnership_id AND g.id = d.asking_agency_id
  LEFT JOIN accounts b ON b.id = d.decided_by
  LEFT JOIN cases c ON c.partnership_id = d.partnership_id AND c.id = d.case_id
  LEFT JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
  WHERE d.partnership_id = app.partnership_id()`

/** Requests about one meeting's documents, as far as the asker may know of them; the newest first. @throws Refusal not_found */
export async function readDisclosures(tx: Tx, vault: Vault, meetingId: string): Promise<OpenDisclosure[]> {
  const { rowCount } = await tx.$client.query({
    name: 'meeting-of-disclosures',
    text: 'SELECT FROM meetings WHERE partnership_id = app.partnership_id() AND id = $1',
    values: [meetingId],
  })
  if (!rowCount) throw new Refusal('not_found')
  const { rows } = await tx.$client.query<DisclosureRow>({
    name: 'disclosures-of-meeting',
    text: `${selectDisclosures} AND d.meeting_id = $1 ORDER BY d.asked_at DESC, d.id DESC LIMIT 200`,
    values: [meetingId],
  })
  return Promise.all(rows.map((row) => opened(tx, vault, row)))
}

/** One request; `lock` holds it until the transaction ends. @throws Refusal not_found */
export async function openDisclosure(
  tx: Tx,
  vault: Vault,
  id: string,
  lock = false,
): Promise<OpenDisclosure> {
  const { rows } = await tx.$client.query<DisclosureRow>({
    name: lock ? 'lock-disclosure' : 'open-disclosure',
    text: `${selectDisclosures} AND d.id = $1 ${lock ? 'FOR UPDATE OF d' : ''}`,
    values: [id],
  })
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  return opened(tx, vault, row)
}

/** Of a whole document, which is of many cases: sealed under the deployment's own key. */
export const disclosuresKey = (vault: Vault): WrappedKey => vault.ownKey('disclosures')

async function opened(tx: Tx, vault: Vault, row: DisclosureRow): Promise<OpenDisclosure> {
  const sealed = keyed(row, disclosuresKey(vault))
  const disclosure = openRow(vault, sealed, { reason: 'why', decision: 'reason' })
  return { ...disclosure, ...(await readHerNoes(tx, vault, row)), key: sealed.key }
}

/** ACC-8: what the people in a document that waits refuse, for who coordinates; to everybody else nothing. */
async function readHerNoes(
  tx: Tx,
  vault: Vault,
  { state, kind, meetingId, caseId, recipientEmail, recipientOrganisation }: DisclosureRow,
): Promise<Pick<Disclosure, 'herNoes' | 'leavesOut'>> {
  if (state !== 'asked' || kind === 'attendance_list') return { herNoes: [], leavesOut: [] }
  const { rows } = await tx.$client.query<{ id: string; reference: string; refused: boolean }>({
    name: 'cases-to-release',
    text: `SELECT c.id, c.reference, app.refuses_recipient(c.id, $3, $4) AS refused FROM cases c
      WHERE c.partnership_id = app.partnership_id() AND app.coordinates() AND (c.id = $2 OR ($2 IS NULL AND c.id IN (
        SELECT i.case_id FROM agenda_items i WHERE i.partnership_id = c.partnership_id AND i.meeting_id = $1)))
      ORDER BY c.reference LIMIT 200`,
    values: [meetingId, caseId, recipientEmail, recipientOrganisation],
  })
  const herNoes: Disclosure['herNoes'] = []
  for (const { id } of rows.filter(({ refused }) => !refused))
    for (const limit of await readLimits(tx, vault, id))
      if (limit.kind === 'purpose' && isStanding(limit))
        herNoes.push({
          limitId: limit.id,
          caseReference: limit.caseReference,
          what: limitWords(limit),
          words: limit.words,
          saidOn: limit.saidOn,
        })
  const once = new Map(herNoes.map((no) => [no.limitId, no]))
  return {
    herNoes: [...once.values()].slice(0, 500),
    leavesOut: rows.filter(({ refused }) => refused).map(({ reference }) => reference),
  }
}

/** ACC-8: of these cases, those whose person refuses whoever a copy goes to. */
export async function casesRefusing(
  tx: Tx,
  cases: readonly string[],
  { recipientEmail, recipientOrganisation }: Pick<Disclosure, 'recipientEmail' | 'recipientOrganisation'>,
): Promise<Set<string>> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'cases-refusing-recipient',
    text: 'SELECT c AS id FROM unnest($1::uuid[]) c WHERE app.refuses_recipient(c, $2, $3)',
    values: [cases, recipientEmail, recipientOrganisation],
  })
  return new Set(rows.map(({ id }) => id))
}

/** As the contract shows it. */
export const shown = ({ caseId: _, key: __, ...disclosure }: OpenDisclosure): Disclosure => disclosure

/**
 * The agenda item of this meeting, of a case that the actor sees, of which alone is released. CON-3: nobody new is told of
 * a case without a basis in force. @throws Refusal reference.unknown · item.basis_missing
 */
export async function itemToRelease(tx: Tx, meetingId: string, kind: DocumentKind, itemId: string) {
  const { rows } = await tx.$client.query<{
    caseId: string
    basisInForce: boolean
    id: string
    wrapped: Buffer
  }>({
    name: 'item-to-release',
    text: `SELECT i.case_id AS "caseId", app.basis_in_force(i.case_id) AS "basisInForce", k.id, k.wrapped
      FROM agenda_items i
      JOIN cases c ON c.partnership_id = i.partnership_id AND c.id = i.case_id
      JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = $1 AND i.id = $2`,
    values: [meetingId, itemId],
  })
  const [item] = rows
  if (!item || kind === 'attendance_list')
    throw new Refusal('reference.unknown', [
      { pointer: '/itemId', code: 'unknown', detail: 'is no agenda item in that document' },
    ])
  if (!item.basisInForce) throw new Refusal('item.basis_missing')
  const { caseId, id, wrapped } = item
  return { caseId, key: { id, wrapped } }
}
