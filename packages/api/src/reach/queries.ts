import { waysRest } from '@alongside/shared/cases/holding'
import { Refusal } from '@alongside/shared/problems'
import { asShown, type WayOnFile } from '@alongside/shared/reach/rules'
import type { Way, WayToReach, WayWithHistory } from '@alongside/shared/reach/schema'
import { waysOnFile } from '@alongside/shared/reach/values'
import { cannotBeRead } from '@alongside/shared/unreadable'
import { openOwnRecord } from '../cases/case-file.ts'
import type { Opened } from '../consent/queries.ts'
import type { Tx } from '../db/pool.ts'
import { openListed, type Sealed } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

interface Recorded {
  id: string
  version: number
  recordedAt: string
  recordedBy: string
  agencyName: string
}
type WayRow = Recorded & { said: Sealed<Way> }

const recorded = `w.id, w.version, w.said, w.recorded_at AS "recordedAt", coalesce(a.name, 'Alongside') AS "recordedBy",
    coalesce(y.name, 'Alongside') AS "agencyName"`
const byWhom = `LEFT JOIN accounts a ON a.id = w.recorded_by
  LEFT JOIN agencies y ON y.partnership_id = w.partnership_id AND y.id = w.agency_id`

/** Not to be used, and it says why. */
const unreadableWay: Way = {
  ...{ kind: 'phone', value: cannotBeRead, safe: 'no', because: cannotBeRead, times: null, message: null },
  ...{ answeredBy: null, namesSender: null, until: null },
}

const open = (vault: Vault, key: WrappedKey, row: WayRow): Recorded & Way & { unreadable?: true } => {
  const { said, ...rest } = openListed(
    vault,
    { ...row, key },
    { said: 'way to reach' },
    { said: unreadableWay },
  )
  return { ...rest, ...said }
}

/** REF-14: the ways of one file as every list, paper and screen shows them today, newest first; opened once the file's key has come. */
export async function readWays(tx: Tx, vault: Vault, caseId: string): Promise<Opened<WayToReach[]>> {
  const { rows } = await tx.$client.query<WayRow & { day: string; held: boolean }>({
    name: 'ways-of-case',
    text: `SELECT ${recorded}, (app.moment() AT TIME ZONE p.time_zone)::date::text AS day,
        app.is_held(app.partnership_id(), $1) AS held
      FROM (SELECT DISTINCT ON (id) * FROM ways_to_reach
        WHERE partnership_id = app.partnership_id() AND case_id = $1 ORDER BY id, version DESC) w
      JOIN partnerships p ON p.id = w.partnership_id
      ${byWhom} ORDER BY w.id DESC LIMIT ${waysOnFile}`,
    values: [caseId],
  })
  return (key) =>
    rows.map(({ day, held, ...row }) => {
      const way = asShown(open(vault, key, row), day)
      return held ? { ...way, value: null, safe: 'no', because: waysRest } : way
    })
}

/** REF-14: all that a file says now of how to reach her, whole, to hold what a form says against it; the local day; and whether the form is the reader’s agency’s. Shown to nobody as it is. */
export async function readWaysOnFile(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  { caseId, referralId }: { caseId: string; referralId: string },
): Promise<{ onFile: WayOnFile[]; day: string; ours: boolean; held: boolean }> {
  const { rows } = await tx.$client.query<{
    said: Sealed<Way> | null
    formKey: string | null
    day: string
    ours: boolean
    held: boolean
  }>({
    name: 'ways-on-file',
    text: `SELECT w.said, w.form_key AS "formKey", app.is_held(p.id, $1) AS held, (app.moment() AT TIME ZONE p.time_zone)::date::text AS day,
        EXISTS (SELECT FROM referrals r WHERE r.partnership_id = p.id AND r.id = $2 AND r.agency_id = app.agency_id()) AS ours
      FROM partnerships p LEFT JOIN (SELECT DISTINCT ON (n.id) n.id, n.said, f.form_key FROM ways_to_reach n
        LEFT JOIN ways_to_reach f ON f.partnership_id = n.partnership_id AND f.id = n.id AND f.referral_id = $2
        WHERE n.partnership_id = app.partnership_id() AND n.case_id = $1 ORDER BY n.id, n.version DESC) w ON true
      WHERE p.id = app.partnership_id()`,
    values: [caseId, referralId],
  })
  return {
    day: rows[0]?.day ?? '',
    ours: rows[0]?.ours ?? false,
    held: rows[0]?.held ?? false,
    onFile: rows.flatMap(({ said, formKey }) =>
      said
        ? [
            {
              formKey,
              way: openListed(vault, { said, key }, { said: 'way to reach' }, { said: unreadableWay }).said,
            },
          ]
        : [],
    ),
  }
}

/** One way with what was said of it before, of a file that the reader may see. `lock` holds its file. @throws Refusal not_found */
export async function openWay(
  tx: Tx,
  vault: Vault,
  wayId: string,
  lock = false,
): Promise<{ key: WrappedKey; way: WayWithHistory }> {
  const { rows: found } = await tx.$client.query<{ caseId: string }>({
    name: 'case-of-way',
    text: `SELECT case_id AS "caseId" FROM ways_to_reach WHERE partnership_id = app.partnership_id() AND id = $1 LIMIT 1`,
    values: [wayId],
  })
  const [known] = found
  if (!known) throw new Refusal('not_found')
  const { key } = await openOwnRecord(tx, vault, known.caseId, lock)
  const { rows } = await tx.$client.query<WayRow>({
    name: 'versions-of-way',
    text: `SELECT ${recorded} FROM ways_to_reach w ${byWhom}
      WHERE w.partnership_id = app.partnership_id() AND w.id = $1 ORDER BY w.version DESC LIMIT 201`,
    values: [wayId],
  })
  const [newest, ...before] = rows.map((row) => open(vault, key, row))
  if (!newest) throw new Refusal('not_found')
  return { key, way: { ...newest, caseId: known.caseId, before: before.slice(0, 200) } }
}

interface Writing {
  accountId: string
  now: string
}

/**
 * What is known of a way from now on: a new one, or a new version of one. @throws Refusal version.stale: another agency has written
 * the next one, which who writes may see or not
 */
export async function writeWay(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  caseId: string,
  { id, version, way }: { id: string; version: number; way: Way },
  { accountId, now }: Writing,
): Promise<void> {
  const { rowCount } = await tx.$client.query({
    name: 'write-way',
    text: `INSERT INTO ways_to_reach (id, version, case_id, said, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT DO NOTHING`,
    values: [id, version, caseId, vault.seal(key, 'way to reach', way), now, accountId],
  })
  if (!rowCount) throw new Refusal('version.stale', [], { currentVersion: version })
}
