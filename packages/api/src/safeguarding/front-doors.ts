import type { FrontDoorVersion, SavedFrontDoor } from '@alongside/shared/safeguarding/front-door-schema'
import { versionsShown } from '@alongside/shared/safeguarding/values'
import { inTurn } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { frontDoors } from '../db/tables/safeguarding.ts'

type Kind = FrontDoorVersion['kind']

/** What was ever written down of the front doors, the newest of each kind first. */
export async function readFrontDoorVersions(tx: Tx): Promise<FrontDoorVersion[]> {
  const { rows } = await tx.$client.query<FrontDoorVersion>({
    name: 'front-door-versions',
    text: `SELECT d.kind, d.version, d.name, d.agency_id AS "agencyId", g.name AS "agencyName", d.telephone, d.hours,
        d.night_telephone AS "nightTelephone", d.also, d.saved_at AS "savedAt", a.name AS "savedByName"
      FROM front_doors d LEFT JOIN accounts a ON a.id = d.saved_by
      LEFT JOIN agencies g ON g.partnership_id = d.partnership_id AND g.id = d.agency_id
      WHERE d.partnership_id = app.partnership_id()
      ORDER BY row_number() OVER (PARTITION BY d.kind ORDER BY d.version DESC), d.kind DESC LIMIT $1`,
    values: [versionsShown],
  })
  return rows
}

/** Its newest version, held against a second change until the transaction ends. */
export async function heldFrontDoorVersion(tx: Tx, kind: Kind): Promise<number> {
  await inTurn(tx, 'front doors')
  const { rows } = await tx.$client.query<{ version: number }>({
    name: 'front-door-version',
    text: `SELECT max(version) AS version FROM front_doors WHERE partnership_id = app.partnership_id() AND kind = $1`,
    values: [kind],
  })
  return rows[0]?.version ?? 0
}

interface Saving {
  kind: Kind
  version: number
  accountId: string
  now: string
}

/** The next version. Those before stay on record. */
export async function writeFrontDoor(
  tx: Tx,
  door: SavedFrontDoor,
  { kind, version, accountId, now }: Saving,
): Promise<void> {
  await tx.insert(frontDoors).values({ ...door, kind, version, savedAt: now, savedBy: accountId })
}
