import type { OtherForum, OtherForumSaid } from '@alongside/shared/other-forums/schema'
import {
  forumsAtMost,
  isForLeads,
  unreadableForum,
  versionsShown,
} from '@alongside/shared/other-forums/values'
import { Refusal } from '@alongside/shared/problems'
import { cannotBeRead } from '@alongside/shared/unreadable'
import { filesOfPerson } from '../cases/joining.ts'
import type { Tx } from '../db/pool.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

interface ForumRow
  extends Pick<
      OtherForum,
      'id' | 'version' | 'caseId' | 'caseReference' | 'recordedAt' | 'recordedBy' | 'agencyName'
    >,
    UnderKey {
  said: Sealed<Shown>
  mistaken: boolean
  forLeads: boolean
}
const columns = `o.id, o.version, o.case_id AS "caseId", f.reference AS "caseReference", o.said, o.mistaken, o.for_leads AS "forLeads", o.recorded_at AS "recordedAt",
    coalesce(a.name, 'Alongside') AS "recordedBy", y.name AS "agencyName", k.id AS "keyId", k.wrapped
  FROM other_forums o
  JOIN cases f ON f.partnership_id = o.partnership_id AND f.id = o.case_id
  JOIN data_keys k ON k.partnership_id = f.partnership_id AND k.id = f.data_key_id
  JOIN agencies y ON y.partnership_id = o.partnership_id AND y.id = o.agency_id
  LEFT JOIN accounts a ON a.id = o.recorded_by`

type Shown = Omit<OtherForumSaid, 'forum'> & Pick<OtherForum, 'forum'>
/** OPS-3: of which forum it is stands in what is sealed, and so it is named as none; that it is for leads alone stands plain, and holds. */
const unreadable = (forLeads: boolean): Shown => ({
  forum: forLeads ? 'mappa' : unreadableForum,
  words: cannotBeRead,
})

/** Each as it stands, with what was said of it before; `rows`: newest version first. */
function standing(vault: Vault, rows: readonly ForumRow[]): { forum: OtherForum; mistaken: boolean }[] {
  const opened = rows.map((row) => {
    const {
      said,
      id,
      caseId,
      caseReference,
      mistaken,
      forLeads: _,
      ...recorded
    } = openListed(vault, keyed(row), { said: 'other forum' }, { said: unreadable(row.forLeads) })
    return { of: { id, caseId, caseReference }, mistaken, entry: { ...recorded, ...said } }
  })
  return [...Map.groupBy(opened, ({ of }) => of.id).values()].flatMap(([newest, ...earlier]) => {
    if (!newest) return []
    const before = earlier.slice(0, versionsShown).map(({ entry }) => entry)
    return [{ forum: { ...newest.of, ...newest.entry, before }, mistaken: newest.mistaken }]
  })
}

/**
 * FOR-1: of all her files that the reader sees, or of that one; those recorded last first. `more`: how many stand beside these. One that was
 * changed often, or was a mistake, takes no other's place.
 */
export async function readOtherForums(
  tx: Tx,
  vault: Vault,
  caseId: string,
  ofOneFile = false,
): Promise<{ items: OtherForum[]; more: number }> {
  const { rows } = await tx.$client.query<ForumRow & { standing: number }>({
    name: 'other-forums',
    text: `WITH seen AS (
        SELECT o.id, o.version, o.mistaken, row_number() OVER (PARTITION BY o.id ORDER BY o.version DESC) AS nth FROM other_forums o
          WHERE o.partnership_id = app.partnership_id() AND (o.case_id = $1 OR (NOT $2 AND o.case_id = ANY (${filesOfPerson('$1')})))),
      shown AS (SELECT id, count(*) OVER ()::int AS standing FROM seen WHERE nth = 1 AND NOT mistaken ORDER BY id DESC LIMIT ${forumsAtMost})
      SELECT s.standing, ${columns} JOIN shown s ON s.id = o.id JOIN seen v ON v.id = o.id AND v.version = o.version
      WHERE o.partnership_id = app.partnership_id() AND v.nth <= ${versionsShown + 1} ORDER BY o.id DESC, o.version DESC`,
    values: [caseId, ofOneFile],
  })
  const items = standing(
    vault,
    rows.map(({ standing: _, ...row }) => row),
  ).map(({ forum }) => forum)
  return { items, more: (rows[0]?.standing ?? 0) - items.length }
}

/** One of them, unless it was a mistake. @throws Refusal not_found */
export async function openOtherForum(tx: Tx, vault: Vault, id: string): Promise<OtherForum> {
  const { rows } = await tx.$client.query<ForumRow>({
    name: 'other-forum',
    text: `SELECT ${columns} WHERE o.partnership_id = app.partnership_id() AND o.id = $1 ORDER BY o.version DESC LIMIT ${versionsShown + 1}`,
    values: [id],
  })
  const [found] = standing(vault, rows)
  if (!found || found.mistaken) throw new Refusal('not_found')
  return found.forum
}

interface NewEntry {
  id: string
  version: number
  caseId: string
  said: OtherForumSaid
  mistaken?: boolean
  accountId: string
  now: string
}

/**
 * What is known of one from now on: of a new one, or one more version. @throws Refusal version.stale: another agency has written
 * the next one, which who writes may see or not
 */
export async function writeOtherForum(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  { id, version, caseId, said, mistaken = false, accountId, now }: NewEntry,
): Promise<void> {
  const sealed = vault.seal(key, 'other forum', said)
  const { rowCount } = await tx.$client.query({
    name: 'write-other-forum',
    text: `INSERT INTO other_forums (id, version, case_id, said, for_leads, mistaken, recorded_at, recorded_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    values: [id, version, caseId, sealed, isForLeads(said.forum), mistaken, now, accountId],
  })
  if (!rowCount) throw new Refusal('version.stale', [], { currentVersion: version })
}
