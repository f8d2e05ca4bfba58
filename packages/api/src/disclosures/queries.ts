import type { Disclosure } from '@alongside/shared/disclosures/contract'
import type { DocumentKind } from '@alongside/shared/documents/rules'
import { Refusal } from '@alongside/shared/problems'
import type { Tx } from '../db/pool.ts'
import { keyed, openRow, type PerhapsUnderKey, type Sealed } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

export interface OpenDisclosure extends Disclosure {
  caseId: string | null
  /** What its words are sealed under. */
  key: WrappedKey
}

interface DisclosureRow extends Omit<OpenDisclosure, 'key' | 'reason' | 'decision'>, PerhapsUnderKey {
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
  return rows.map((row) => opened(vault, row))
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
  return opened(vault, row)
}

/** Of a whole document, which is of many cases: sealed under the deployment's own key. */
export const disclosuresKey = (vault: Vault): WrappedKey => vault.ownKey('disclosures')

function opened(vault: Vault, row: DisclosureRow): OpenDisclosure {
  const sealed = keyed(row, disclosuresKey(vault))
  return { ...openRow(vault, sealed, { reason: 'why', decision: 'reason' }), key: sealed.key }
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
