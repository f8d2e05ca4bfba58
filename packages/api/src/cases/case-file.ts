import type { Identity } from '@alongside/shared/cases/contract'
import type { HistoryEntry } from '@alongside/shared/cases/history'
import { Refusal } from '@alongside/shared/problems'
import type { Light } from '@alongside/shared/traffic-light/schema'
import { cannotBeRead } from '@alongside/shared/unreadable'
import { identityAsSeen } from '../access/visibility.ts'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

export interface CaseFile {
  id: string
  reference: string
  version: number
  light: Light | null
  openedAt: string
  lastDiscussedAt: string | null
  /** ACC-8: she said no to the reader's agency on this file, of which it sees what it wrote itself. */
  refusedHere: boolean
  key: WrappedKey
  identity: Identity
  /** What is known of her age to whoever sees the whole file: to be kept, and not shown to an agency that she refused (ACC-8). */
  ageOfAll: Identity['age']
}

/** OPS-3: of a file in a list whose identity cannot be opened. */
export const unreadableIdentity: Identity = {
  name: cannotBeRead,
  aliases: [],
  age: null,
  language: null,
  interpreter: null,
  contactToAvoid: cannotBeRead,
}

interface CaseRow extends Omit<CaseFile, 'key' | 'identity' | 'ageOfAll'>, UnderKey {
  identity: Sealed<Identity>
  whole: Sealed<Identity>
}

/** The case with its key, if a sharing grant opens it whole. `lock` holds it until the transaction ends. @throws Refusal not_found */
export const openCase = (tx: Tx, vault: Vault, caseId: string, lock = false): Promise<CaseFile> =>
  open(tx, vault, caseId, lock, lock ? 'lock-case' : 'open-case', opensWhole)

/** The same, also where her limits leave an agency no more of it than its own referral (ACC-8). @throws Refusal not_found */
export const openOwnRecord = (tx: Tx, vault: Vault, caseId: string, lock = false): Promise<CaseFile> =>
  open(tx, vault, caseId, lock, 'open-own-record', '')

const opensWhole = 'AND EXISTS (SELECT FROM app.grants_opening(c.partnership_id, c.id))'

async function open(
  tx: Tx,
  vault: Vault,
  caseId: string,
  lock: boolean,
  name: string,
  also: string,
): Promise<CaseFile> {
  if (lock) await hold(tx, 'cases', caseId)
  const { rows } = await tx.$client.query<CaseRow>({
    name,
    text: `SELECT c.id, c.reference, c.version, c.light, c.opened_at AS "openedAt", c.last_discussed_at AS "lastDiscussedAt",
        app.refused_here(c.id) AS "refusedHere", c.data_key_id AS "keyId", k.wrapped, ${identityAsSeen()} AS identity, c.identity AS whole
      FROM cases c JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      WHERE c.partnership_id = app.partnership_id() AND c.id = $1 ${also}`,
    values: [caseId],
  })
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  const sealed = keyed(row)
  const { identity, whole, ...plain } = sealed
  const { key, id } = plain
  const opened = (one: Sealed<Identity>) =>
    openListed(vault, { id, key, identity: one }, { identity: 'identity' }, { identity: unreadableIdentity })
      .identity
  return {
    ...plain,
    // Opened where it is asked for: whatever else hangs on a file goes on where who she is cannot be read (OPS-3).
    get identity() {
      return opened(identity)
    },
    get ageOfAll() {
      return opened(whole).age
    },
  }
}

export type HistoryRow = Omit<HistoryEntry, 'reason'> & { reason: Sealed<string> | null }
type HistoryOf = { caseId: string } | { subjectId: string }

/** REF-11: what changed, oldest first: of a whole case, or of one thing that hangs on it. */
export const readHistory = async (
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  of: HistoryOf,
): Promise<HistoryEntry[]> => openHistory(vault, key, await readSealedHistory(tx, of))

export const openHistory = (vault: Vault, key: WrappedKey, rows: readonly HistoryRow[]): HistoryEntry[] =>
  rows.map((row) => openListed(vault, { ...row, key }, { reason: 'reason' }))

/** The same, the newest thousand of a case or 200 of a thing, with reasons still sealed: for a reader who asks for the key at the same time. */
export async function readSealedHistory(tx: Tx, of: HistoryOf): Promise<HistoryRow[]> {
  const [column, id, limit] =
    'caseId' in of ? (['case_id', of.caseId, 1000] as const) : (['subject_id', of.subjectId, 200] as const)
  const { rows } = await tx.$client.query<HistoryRow>({
    name: `history-by-${column}`,
    text: `SELECT h.id, h.at, coalesce(a.name, 'Alongside') AS by, coalesce(g.name, 'Alongside') AS "agencyName", h.subject, h.field,
        h.old_value AS "from", h.new_value AS "to", h.reason
      FROM history h
      LEFT JOIN accounts a ON a.id = h.account_id
      LEFT JOIN agencies g ON g.partnership_id = h.partnership_id AND g.id = h.agency_id
      WHERE h.partnership_id = app.partnership_id() AND h.${column} = $1 ORDER BY h.at DESC, h.id DESC LIMIT ${limit}`,
    values: [id],
  })
  return rows.reverse()
}
