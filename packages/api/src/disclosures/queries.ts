import type { Disclosure } from '@alongside/shared/disclosures/contract'
import { noesAtMost } from '@alongside/shared/disclosures/values'
import type { DocumentKind } from '@alongside/shared/documents/rules'
import { Refusal } from '@alongside/shared/problems'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { readSaidToBeOf, refusedAmong, usesRefused } from '../limits/letting-in.ts'
import { readLimitsOf } from '../limits/queries.ts'
import { keyed, openListed, type PerhapsUnderKey, type Sealed } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

export interface OpenDisclosure extends Disclosure {
  caseId: string | null
  /** Of which agencies the recipient is said to be. */
  ofAgencies: string[]
  /** Whose cases were in the document as it was last read in full. */
  seenCases: string[]
  /** What stood in it then, piece by piece, as `marksOf` knows it again. */
  seenPieces: string[]
  /** What its words are sealed under. */
  key: WrappedKey
}

interface DisclosureRow
  extends Omit<OpenDisclosure, 'key' | 'reason' | 'decision' | 'takenBackFor' | keyof HerNoes>,
    PerhapsUnderKey {
  reason: Sealed<string>
  decision: Sealed<string> | null
  takenBackFor: Sealed<string> | null
}

const selectDisclosures = `SELECT d.id, d.version, d.meeting_id AS "meetingId", d.kind, d.agenda_item_id AS "itemId",
    d.case_id AS "caseId", c.reference AS "caseReference", d.recipient_name AS "recipientName",
    d.recipient_organisation AS "recipientOrganisation", d.recipient_email AS "recipientEmail", d.reason,
    a.name AS "askedBy", d.asked_by = app.account_id() AS "askedByMe", d.guest_invitation_id IS NOT NULL AS "ofGuest", g.name AS "askedByAgencyName",
    d.asked_at AS "askedAt", d.state, b.name AS "decidedBy", d.decided_at AS "decidedAt", d.decided_for AS decision,
    d.copy_number AS "copyNumber", d.of_agencies AS "ofAgencies", d.expires_at AS "expiresAt", d.opened_at AS "openedAt", d.parts,
    coalesce(d.seen_by = app.account_id(), false) AS "seenByMe", d.seen_cases AS "seenCases", d.seen_pieces AS "seenPieces", t.name AS "takenBackBy", d.taken_back_for AS "takenBackFor", k.id AS "keyId", k.wrapped
  FROM disclosure_requests d
  JOIN accounts a ON a.id = d.asked_by
  JOIN agencies g ON g.partnership_id = d.partnership_id AND g.id = d.asking_agency_id
  LEFT JOIN accounts b ON b.id = d.decided_by
  LEFT JOIN accounts t ON t.id = d.taken_back_by
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
  return opened(tx, vault, rows)
}

/** One request; `lock` holds it until the transaction ends. @throws Refusal not_found */
export async function openDisclosure(
  tx: Tx,
  vault: Vault,
  id: string,
  lock = false,
): Promise<OpenDisclosure> {
  if (lock) await hold(tx, 'disclosure_requests', id)
  const { rows } = await tx.$client.query<DisclosureRow>({
    name: 'open-disclosure',
    text: `${selectDisclosures} AND d.id = $1`,
    values: [id],
  })
  const [disclosure] = await opened(tx, vault, rows)
  if (!disclosure) throw new Refusal('not_found')
  return disclosure
}

/** Of a whole document, which is of many cases: sealed under the deployment's own key. */
export const disclosuresKey = (vault: Vault): WrappedKey => vault.ownKey('disclosures')

const opened = async (tx: Tx, vault: Vault, rows: readonly DisclosureRow[]): Promise<OpenDisclosure[]> => {
  const noes = await readHerNoes(tx, vault, rows)
  return rows.map((row) => {
    const sealed = keyed(row, disclosuresKey(vault))
    const disclosure = openListed(vault, sealed, {
      reason: 'why',
      decision: 'reason',
      takenBackFor: 'reason',
    })
    return { ...disclosure, ...(noes.get(row.id) ?? nothingSaid), key: sealed.key }
  })
}

type HerNoes = Pick<Disclosure, 'herNoes' | 'leavesOut' | 'mayBeOf'>
const nothingSaid: HerNoes = { herNoes: [], leavesOut: [], mayBeOf: [] }

/** ACC-8: what the people in the documents that wait refuse, by the request, for who coordinates; to everybody else nothing. */
async function readHerNoes(
  tx: Tx,
  vault: Vault,
  rows: readonly DisclosureRow[],
): Promise<Map<string, HerNoes>> {
  const waiting = rows.filter(({ state, kind }) => state === 'asked' && kind !== 'attendance_list')
  if (waiting.length === 0) return new Map()
  const said = await readSaidToBeOf(tx, waiting.map(whoGetsIt))
  const released = await tx.$client.query<{ of: string; id: string; reference: string; refused: boolean }>({
    name: 'cases-to-release',
    text: `SELECT d.id AS of, c.id, c.reference, app.refuses_recipient(c.id, d.email, ARRAY(SELECT jsonb_array_elements_text(d.said)::uuid)) AS refused
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::jsonb[]) AS d (id, meeting, file, email, said)
      JOIN cases c ON c.partnership_id = app.partnership_id() AND app.coordinates() AND (c.id = d.file OR (d.file IS NULL AND c.id IN (
        SELECT i.case_id FROM agenda_items i WHERE i.partnership_id = c.partnership_id AND i.meeting_id = d.meeting)))
      ORDER BY c.reference`,
    values: [
      waiting.map(({ id }) => id),
      waiting.map(({ meetingId }) => meetingId),
      waiting.map(({ caseId }) => caseId),
      waiting.map(({ recipientEmail }) => recipientEmail),
      said.map(({ ofAgencies }) => JSON.stringify(ofAgencies)),
    ],
  })
  const open = released.rows.filter(({ refused }) => !refused)
  const limits = await readLimitsOf(tx, vault, [...new Set(open.map(({ id }) => id))])
  const may = new Map(waiting.map(({ id }, at) => [id, said[at]?.mayBeOf ?? []]))
  const possible = await refusedAmong(
    tx,
    open.map(({ of, id }) => ({ of, caseId: id, agencies: may.get(of) ?? [] })),
  )
  const byRequest = Map.groupBy(released.rows, ({ of }) => of)
  return new Map(
    [...byRequest].map(([id, cases]) => {
      const uses = usesRefused(cases.flatMap((one) => (one.refused ? [] : (limits.get(one.id) ?? []))))
      const herNoes = [...new Map(uses.map((no) => [no.limitId, no])).values()].slice(0, noesAtMost)
      const referenceOf = new Map(cases.map((one) => [one.id, one.reference]))
      const mayBeOf = possible.flatMap(({ of, caseId, agencyName }) => {
        const caseReference = of === id ? referenceOf.get(caseId) : undefined
        return caseReference ? [{ caseReference, agencyName }] : []
      })
      const leavesOut = cases.flatMap(({ refused, reference }) => (refused ? reference : []))
      return [
        id,
        { herNoes, leavesOut: leavesOut.slice(0, noesAtMost), mayBeOf: mayBeOf.slice(0, noesAtMost) },
      ]
    }),
  )
}

/**
 * Of these cases, those that a copy must not hold. ACC-8: whose person refuses whoever it goes to. Once it is agreed to, also what whoever agreed
 * has not read: a case that came into the document since (CNF-1), and a no to a use of it that was said since.
 */
export async function casesToLeaveOut(
  tx: Tx,
  cases: readonly string[],
  { recipientEmail, ofAgencies, decidedAt, seenCases, ofGuest }: OpenDisclosure,
): Promise<Set<string>> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'cases-to-leave-out',
    text: `SELECT c AS id FROM unnest($1::uuid[]) c WHERE app.refuses_recipient(c, $2, $3)
      OR ($4::timestamptz IS NOT NULL AND (c <> ALL ($5::uuid[]) OR app.refused_a_use_since(c, $4)))`,
    // GST-1: what a guest was heard on goes to her as it was agreed with her invitation: nobody reads it anew.
    values: [cases, recipientEmail, ofAgencies, decidedAt, ofGuest ? null : seenCases],
  })
  return new Set(rows.map(({ id }) => id))
}

/** As the contract shows it. */
export const shown = ({
  caseId: _,
  key: __,
  ofAgencies: ___,
  seenCases: ____,
  seenPieces: _____,
  ...disclosure
}: OpenDisclosure): Disclosure => disclosure

/** Whoever gets the copy, as they are named. */
export const whoGetsIt = ({
  recipientOrganisation,
  recipientEmail,
}: Pick<Disclosure, 'recipientOrganisation' | 'recipientEmail'>) => ({
  organisation: recipientOrganisation,
  email: recipientEmail,
})

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
