import { randomInt } from 'node:crypto'
import type { Reply } from '@alongside/shared/contract'
import type { DocumentCopy, LostCopy, listDocumentCopies } from '@alongside/shared/documents/contract'
import { lostStates } from '@alongside/shared/documents/rules'
import { Refusal } from '@alongside/shared/problems'
import { cannotBeRead } from '@alongside/shared/unreadable'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { openAmong } from '../sealed-rows.ts'
import type { Vault } from '../vault.ts'

const letters = '0123456789BCDFGHJKMNPQRSTVWXYZ'

/** Six letters at random: a running number would tell how many copies there are (ACC-6). */
export const newCopyNumber = (): string =>
  Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('')

export const registerKey = (vault: Vault) => vault.ownKey('register of copies')

interface CopyRow extends Omit<DocumentCopy, 'moves'> {
  moves: (Omit<DocumentCopy['moves'][number], 'words'> & { words: string | null })[]
}

const selectCopies = `SELECT c.id, c.version, c.number, c.kind, c.form, c.meeting_id AS "meetingId",
    c.holder_account_id AS "holderAccountId", h.name AS "holderName", g.name AS "holderAgencyName", c.made_at AS "madeAt",
    b.name AS "madeByName", c.state,
    (SELECT count(*) FROM copy_downloads d WHERE d.partnership_id = c.partnership_id AND d.copy_id = c.id) AS downloads,
    (SELECT coalesce(json_agg(json_build_object('to', v.moved_to, 'at', v.at, 'by', a.name, 'witness', w.name, 'words', encode(v.words, 'hex')) ORDER BY v.at, v.id), '[]')
       FROM copy_moves v JOIN accounts a ON a.id = v.account_id LEFT JOIN accounts w ON w.id = v.witness_id
      WHERE v.partnership_id = c.partnership_id AND v.copy_id = c.id) AS moves
  FROM document_copies c
  JOIN accounts h ON h.id = c.holder_account_id
  JOIN accounts b ON b.id = c.made_by
  JOIN agencies g ON g.partnership_id = c.partnership_id AND g.id = c.holder_agency_id
  WHERE c.partnership_id = app.partnership_id()`

const opened = (vault: Vault, row: CopyRow): DocumentCopy => ({
  ...row,
  moves: row.moves.map((move) => ({
    ...move,
    words:
      move.words &&
      openAmong(vault, registerKey(vault), 'words', Buffer.from(move.words, 'hex'), cannotBeRead, row.id),
  })),
})

/** The register as far as the asker may know of it: her own copies; the coordinator's whole. The newest first. */
export async function readCopies(tx: Tx, vault: Vault, meetingId: string): Promise<DocumentCopy[]> {
  const { rows } = await tx.$client.query<CopyRow>({
    name: 'copies-of-meeting',
    text: `${selectCopies} AND c.meeting_id = $1 ORDER BY c.made_at DESC, c.id DESC LIMIT 500`,
    values: [meetingId],
  })
  return rows.map((row) => opened(vault, row))
}

/** MTG-4: what is lost, and neither found nor seen to, the first that was lost first; to who keeps the register. */
export async function readLostCopies(tx: Tx, limit: number): Promise<LostCopy[]> {
  const { rows } = await tx.$client.query<LostCopy>({
    name: 'lost-copies',
    text: `SELECT c.id AS "copyId", c.number, c.kind, c.meeting_id AS "meetingId", m.starts_at AS "meetingStartsAt",
        h.name AS "holderName", g.name AS "holderAgencyName",
        (SELECT max(v.at) FROM copy_moves v WHERE v.partnership_id = c.partnership_id AND v.copy_id = c.id AND v.moved_to = c.state) AS "lostAt"
      FROM document_copies c
      JOIN meetings m ON m.partnership_id = c.partnership_id AND m.id = c.meeting_id
      JOIN accounts h ON h.id = c.holder_account_id
      JOIN agencies g ON g.partnership_id = c.partnership_id AND g.id = c.holder_agency_id
      WHERE c.partnership_id = app.partnership_id() AND c.state = ANY ($1) ORDER BY "lostAt", c.id LIMIT $2`,
    values: [lostStates, limit],
  })
  return rows
}

type HeldBack = Reply<typeof listDocumentCopies>['heldBack']

/** HRM-1: to who coordinates; to others none. */
export async function readHeldBack(tx: Tx, meetingId: string): Promise<HeldBack> {
  const { rows } = await tx.$client.query<HeldBack[number]>({
    name: 'held-back',
    text: 'SELECT h.agency_name AS "agencyName", h.case_references AS "references" FROM app.held_back($1) h',
    values: [meetingId],
  })
  return rows
}

/** @throws Refusal not_found */
export async function readCopy(tx: Tx, vault: Vault, id: string): Promise<DocumentCopy> {
  const { rows } = await tx.$client.query<CopyRow>({
    name: 'read-copy',
    text: `${selectCopies} AND c.id = $1`,
    values: [id],
  })
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  return opened(vault, row)
}

export interface LockedCopy {
  id: string
  version: number
  state: DocumentCopy['state']
  form: DocumentCopy['form']
  kind: DocumentCopy['kind']
  meetingId: string
  holderAccountId: string
  holderAgencyId: string
  madeBy: string
  /** The holder has signed the meeting's confidentiality agreement (ACC-5). */
  holderSigned: boolean
}

/** Holds the copy until the transaction ends. @throws Refusal not_found */
export async function lockCopy(tx: Tx, id: string): Promise<LockedCopy> {
  await hold(tx, 'document_copies', id)
  const { rows } = await tx.$client.query<LockedCopy>({
    name: 'held-copy',
    text: `SELECT c.id, c.version, c.state, c.form, c.kind, c.meeting_id AS "meetingId", c.holder_account_id AS "holderAccountId",
        c.holder_agency_id AS "holderAgencyId", c.made_by AS "madeBy",
        EXISTS (SELECT FROM meeting_signatures s WHERE s.partnership_id = c.partnership_id AND s.meeting_id = c.meeting_id
          AND s.account_id = c.holder_account_id AND s.agency_id = c.holder_agency_id) AS "holderSigned"
      FROM document_copies c WHERE c.partnership_id = app.partnership_id() AND c.id = $1`,
    values: [id],
  })
  const [copy] = rows
  if (!copy) throw new Refusal('not_found')
  return copy
}

/** MTG-4: of the cases that the asker sees, those that this member's agency sees too. */
export async function casesSeenBy(
  tx: Tx,
  { meetingId, holderAgencyId, holderAccountId }: LockedCopy,
): Promise<ReadonlySet<string>> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'cases-seen-by',
    text: 'SELECT id FROM app.cases_seen_by($1, $2, $3) id',
    values: [meetingId, holderAgencyId, holderAccountId],
  })
  return new Set(rows.map(({ id }) => id))
}

/** Whether what was printed last holds what its holder must not get by now (app.print_is_outdated). */
export async function isOutdated(tx: Tx, copyId: string): Promise<boolean> {
  const { rows } = await tx.$client.query<{ outdated: boolean }>({
    name: 'print-outdated',
    text: 'SELECT app.print_is_outdated($1) AS outdated',
    values: [copyId],
  })
  return rows[0]?.outdated === true
}
