import type { ReceivedNotification } from '@alongside/shared/safeguarding/received-schema'
import { readReceivedChildren } from '../children/naming.ts'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { keyed, openListed, type PerhapsUnderKey, type Sealed } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

/** As its handler has it: with what it hangs on, for the record of who looked, and its key. Neither goes further. */
export interface Received {
  notification: ReceivedNotification
  caseId: string | null
  key: WrappedKey | null
}

interface ReceivedRow
  extends Omit<ReceivedNotification, 'about' | 'next' | 'ringBack' | 'children'>,
    PerhapsUnderKey {
  about: Sealed<string> | null
  next: Sealed<string> | null
  name: string
  jobTitle: string | null
  email: string
  telephone: string | null
  caseId: string | null
}

/** SAF-1, SAF-2: by the policy of received_notifications, and of these what one’s own agency received, not what it told. */
const selectReceived = `SELECT r.notification_id AS id, r.version, r.kind, r.about, r.from_agency_id AS "fromAgencyId", g.name AS "fromAgencyName",
    a.name, a.email, r.ring_back AS telephone, (SELECT m.job_title FROM memberships m WHERE m.partnership_id = r.partnership_id AND m.account_id = r.from_account_id
      AND m.agency_id = r.from_agency_id ORDER BY m.ended_at DESC NULLS FIRST LIMIT 1) AS "jobTitle",
    r.received_at AS "receivedAt", r.due_at AS "dueAt", b.rung_at AS "rungAt", b.rung_receiver AS "rungReceiver",
    b.taken_back_at AS "takenBackAt", b.case_id AS "caseId", r.answered_at AS "answeredAt", r.receiver, r.their_reference AS reference,
    r.no_reference AS "noReference", r.next, r.data_key_id AS "keyId", k.wrapped
  FROM received_notifications r
  CROSS JOIN LATERAL app.beside_received(r.notification_id) b
  JOIN agencies g ON g.partnership_id = r.partnership_id AND g.id = r.from_agency_id
  JOIN accounts a ON a.id = r.from_account_id
  LEFT JOIN data_keys k ON k.partnership_id = r.partnership_id AND k.id = r.data_key_id
  WHERE r.partnership_id = app.partnership_id() AND r.agency_id = app.grants_to()`

async function opened(tx: Tx, vault: Vault, { keyId, wrapped, ...row }: ReceivedRow): Promise<Received> {
  const key = keyId !== null && wrapped !== null ? { id: keyId, wrapped } : null
  const { name, jobTitle, email, telephone, caseId, ...plain } = key
    ? openListed(vault, keyed({ ...row, keyId: key.id, wrapped: key.wrapped }), {
        about: 'about',
        next: 'what happens now',
      })
    : { ...row, about: null, next: null }
  const children = await readReceivedChildren(tx, vault, key, row.id)
  return { notification: { ...plain, children, ringBack: { name, jobTitle, email, telephone } }, caseId, key }
}

/** One that the actor's front door received; null for any other, as for an unknown id. `held`: until the transaction ends. */
export async function readReceived(
  tx: Tx,
  vault: Vault,
  id: string,
  held: boolean = false,
): Promise<Received | null> {
  if (held) await hold(tx, 'received_notifications', id, 'notification_id')
  const { rows } = await tx.$client.query<ReceivedRow>({
    name: 'read-received',
    text: `${selectReceived} AND r.notification_id = $1`,
    values: [id],
  })
  return rows[0] ? opened(tx, vault, rows[0]) : null
}

/** What waits for the actor's front door: an answer first, the soonest due first; then a reference. */
export async function readReceivedToDo(tx: Tx, vault: Vault): Promise<ReceivedNotification[]> {
  const { rows } = await tx.$client.query<ReceivedRow>({
    name: 'received-to-do',
    text: `${selectReceived} AND b.taken_back_at IS NULL AND (r.answered_at IS NULL OR (r.their_reference IS NULL AND NOT r.no_reference))
      ORDER BY r.answered_at NULLS FIRST, r.due_at, r.notification_id LIMIT 100`,
  })
  return Promise.all(rows.map(async (row) => (await opened(tx, vault, row)).notification))
}

interface Answer {
  receiver: string
  reference: string | null
  next: Buffer | null
  at: string
  by: string
}

/** What a front door answers; it stands on the case as recorded by the same statement (app.front_door_answered). */
export async function writeAnswer(
  tx: Tx,
  id: string,
  { receiver, reference, next, at, by }: Answer,
): Promise<void> {
  await tx.$client.query({
    name: 'answer-received',
    text: `UPDATE received_notifications SET version = version + 1, answered_at = $2, answered_by = $3, receiver = $4, their_reference = $5, next = $6
      WHERE partnership_id = app.partnership_id() AND notification_id = $1`,
    values: [id, at, by, receiver, reference, next],
  })
}

/** Its reference, after its answer; null: there is none. */
export async function writeReference(tx: Tx, id: string, reference: string | null): Promise<void> {
  await tx.$client.query({
    name: 'give-reference',
    text: `UPDATE received_notifications SET version = version + 1, their_reference = $2, no_reference = $2::text IS NULL
      WHERE partnership_id = app.partnership_id() AND notification_id = $1`,
    values: [id, reference],
  })
}
