import { createHash, randomBytes } from 'node:crypto'
import { itemText } from '@alongside/shared/minutes/canonical'
import type { MinutedContent, MinutedItem, Minutes } from '@alongside/shared/minutes/contract'
import { lineOnly } from '@alongside/shared/minutes/rules'
import { Refusal } from '@alongside/shared/problems'
import { cannotBeRead } from '@alongside/shared/unreadable'
import type { Tx } from '../db/pool.ts'
import { keyed, openAmong, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

/** SHA-256 of a text's UTF-8, hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const noteKey = (vault: Vault) => vault.ownKey('minutes notes')
/** Notes of a meeting are of no case, and no case's key seals them. */
export const sealNote = (vault: Vault, words: string): Buffer =>
  vault.seal(noteKey(vault), 'minutes notes', words)
const openNote = (vault: Vault, sealed: Buffer | null): string | null =>
  sealed && openAmong(vault, noteKey(vault), 'minutes notes', sealed, cannotBeRead)

interface VersionRow {
  id: string
  meetingId: string
  meetingStartsAt: string
  edition: number
  revision: number
  compiledAt: string
  compiledBy: string
  present: Minutes['present']
  proceedings: Minutes['proceedings']
  withheld: boolean
  notes: Buffer | null
  whatChanged: Buffer | null
  why: Buffer | null
  distributedAt: string | null
  distributedBy: string | null
  hash: string | null
  leaves: string[] | null
}

/** A version of the minutes as its row has it, opened. Whether it is a draft, `distributedAt` says. */
export type Version = Omit<VersionRow, 'notes' | 'whatChanged' | 'why'> & {
  notes: string | null
  correction: { whatChanged: string; why: string } | null
}

/** Every version of a meeting's minutes that the actor may see, the latest first: drafts are for who coordinates. */
export async function readVersions(tx: Tx, vault: Vault, meetingId: string): Promise<Version[]> {
  const { rows } = await tx.$client.query<VersionRow>({
    name: 'read-minutes-versions',
    text: `SELECT n.id, n.meeting_id AS "meetingId", m.starts_at AS "meetingStartsAt", n.version AS edition, n.revision,
        n.compiled_at AS "compiledAt", a.name AS "compiledBy", n.present, n.proceedings, app.minutes_withhold(n.id) AS withheld, n.notes,
        n.what_changed AS "whatChanged", n.why, n.distributed_at AS "distributedAt", d.name AS "distributedBy", n.hash, n.leaves
      FROM minutes n
      JOIN meetings m ON m.partnership_id = n.partnership_id AND m.id = n.meeting_id
      JOIN accounts a ON a.id = n.compiled_by
      LEFT JOIN accounts d ON d.id = n.distributed_by
      WHERE n.partnership_id = app.partnership_id() AND n.meeting_id = $1 ORDER BY n.version DESC LIMIT 100`,
    values: [meetingId],
  })
  return rows.map(({ notes, whatChanged, why, ...row }) => {
    const changed = openNote(vault, whatChanged)
    const because = openNote(vault, why)
    const correction = changed && because ? { whatChanged: changed, why: because } : null
    return { ...row, notes: openNote(vault, notes), correction }
  })
}

export interface LockedMinutes {
  id: string
  meetingId: string
  edition: number
  revision: number
  distributedAt: string | null
  /** This moment as the database keeps it, and as every reader will be told it. */
  moment: string
}

/** The latest version, held until the transaction ends. @throws Refusal not_found where nothing was compiled */
export async function lockMinutes(
  tx: Tx,
  of: { meetingId: string } | { minutesId: string },
): Promise<LockedMinutes> {
  const [column, id] =
    'meetingId' in of ? (['meeting_id', of.meetingId] as const) : (['id', of.minutesId] as const)
  await tx.$client.query({
    name: `hold-minutes by ${column}`,
    text: `SELECT FROM minutes WHERE partnership_id = app.partnership_id() AND ${column} = $1 FOR UPDATE`,
    values: [id],
  })
  const { rows } = await tx.$client.query<LockedMinutes>({
    name: `held-minutes by ${column}`,
    text: `SELECT n.id, n.meeting_id AS "meetingId", n.version AS edition, n.revision, n.distributed_at AS "distributedAt",
        app.moment() AS moment
      FROM minutes n WHERE n.partnership_id = app.partnership_id() AND n.${column} = $1 ORDER BY n.version DESC LIMIT 1`,
    values: [id],
  })
  const [found] = rows
  if (!found) throw new Refusal('not_found')
  return found
}

export interface OpenedItem {
  id: string
  minutesId: string
  caseId: string
  revision: number
  /** When it was distributed no basis was in force. */
  withheld: boolean
  salt: string | null
  /** A deputy worded it. */
  prepared: boolean
  basisInForce: boolean
  key: WrappedKey
  content: MinutedContent
}

interface ItemRow extends Omit<OpenedItem, 'key' | 'content'>, UnderKey {
  content: Sealed<MinutedContent>
  caseReference: string
  light: MinutedContent['light']
}

const selectItems = `SELECT i.id, i.minutes_id AS "minutesId", i.case_id AS "caseId", i.revision, i.withheld, i.salt, i.prepared IS NOT NULL AS prepared,
    app.basis_in_force(i.case_id) AS "basisInForce", i.content, c.reference AS "caseReference", c.light, k.id AS "keyId", k.wrapped
  FROM minuted_items i
  JOIN cases c ON c.partnership_id = i.partnership_id AND c.id = i.case_id
  JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id`

/** OPS-3: what stands of it outside of what is sealed. */
const unreadableItem = ({
  caseReference,
  light,
}: Pick<ItemRow, 'caseReference' | 'light'>): MinutedContent => ({
  ...{ caseReference, light, name: cannotBeRead, state: 'discussed', deferredFor: null },
  ...{ herVoice: [], contributions: [], record: { decisions: cannotBeRead }, carried: [], actions: [] },
})

function opened(vault: Vault, { caseReference, light, ...row }: ItemRow): OpenedItem {
  const sealed = keyed(row)
  const content = unreadableItem({ caseReference, light })
  const { unreadable: _, ...item } = openListed(vault, sealed, { content: 'minuted item' }, { content })
  return { ...item, key: sealed.key }
}

/** The items of a version that the reader's grants open now, in the meeting's order. */
export async function readItems(tx: Tx, vault: Vault, minutesId: string): Promise<OpenedItem[]> {
  const { rows } = await tx.$client.query<ItemRow>({
    name: 'read-minuted-items',
    text: `${selectItems} WHERE i.partnership_id = app.partnership_id() AND i.minutes_id = $1 ORDER BY i.position`,
    values: [minutesId],
  })
  return rows.map((row) => opened(vault, row))
}

/** @throws Refusal not_found */
export async function readItem(tx: Tx, vault: Vault, id: string): Promise<OpenedItem> {
  const { rows } = await tx.$client.query<ItemRow>({
    name: 'read-minuted-item',
    text: `${selectItems} WHERE i.partnership_id = app.partnership_id() AND i.id = $1`,
    values: [id],
  })
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  return opened(vault.strict, row)
}

/** An item as a distributed version says it, with the hash of just that. */
export function asDistributed(
  { content }: Pick<OpenedItem, 'content'>,
  { withheld, salt }: { withheld: boolean; salt: string },
): MinutedItem {
  const item = { ...(withheld ? lineOnly(content) : content), withheld, salt, hash: '' }
  return { ...item, hash: sha256(itemText(item)) }
}

/** ACC-9: salt and leaves of an item that somebody is to distribute who must not read it: as it stands, and as its line alone. */
export function preparedLeaf(content: MinutedContent): string[] {
  const salt = newSalt()
  return [salt, ...[false, true].map((withheld) => asDistributed({ content }, { withheld, salt }).hash)]
}

export const newSalt = (): string => randomBytes(16).toString('hex')
