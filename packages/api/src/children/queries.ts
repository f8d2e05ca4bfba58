import type { Child, ChildTold, ChildWithHer, EarlierChild } from '@alongside/shared/children/schema'
import { caseChildrenAtMost } from '@alongside/shared/children/values'
import { Refusal } from '@alongside/shared/problems'
import { cannotBeRead } from '@alongside/shared/unreadable'
import { filesAtMeeting } from '../cases/joining.ts'
import type { Opened } from '../consent/queries.ts'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import { unreadableChild } from './naming.ts'

type Plain = Pick<
  Child,
  | 'id'
  | 'version'
  | 'caseId'
  | 'ageBand'
  | 'agencyName'
  | 'recordedAt'
  | 'recordedBy'
  | 'changedAt'
  | 'changedBy'
  | 'notified'
  | 'compared'
>
interface ChildColumns extends Plain {
  told: Sealed<ChildTold>
  withHer: Sealed<ChildWithHer>
  address: Sealed<string> | null
  school: Sealed<string> | null
  saidAt: string | null
  saidBy: string | null
}

/** Where a child is: as far as the policy of child_places lets it be read; of each part the newest that was said. */
const selectChildren = `SELECT c.id, c.version, c.case_id AS "caseId", c.told, c.with_her AS "withHer", c.age_band AS "ageBand",
    y.name AS "agencyName", c.recorded_at AS "recordedAt", coalesce(a.name, 'Alongside') AS "recordedBy", c.changed_at AS "changedAt", b.name AS "changedBy",
    p.address, p.school, p.said_at AS "saidAt", p.said_by AS "saidBy",
    EXISTS (SELECT FROM notified_children n WHERE n.partnership_id = c.partnership_id AND n.child_id = c.id) AS notified,
    (SELECT coalesce(json_agg(json_build_object('otherId', w.other, 'same', w.same)), '[]') FROM (SELECT DISTINCT ON (s.child_id, s.other_id)
        CASE WHEN s.child_id = c.id THEN s.other_id ELSE s.child_id END AS other, s.same
      FROM same_children s WHERE s.partnership_id = c.partnership_id AND c.id IN (s.child_id, s.other_id)
      ORDER BY s.child_id, s.other_id, s.said_at DESC, s.id DESC LIMIT 100) w) AS compared`
const fromChildren = `FROM children c
  JOIN agencies y ON y.partnership_id = c.partnership_id AND y.id = c.agency_id
  LEFT JOIN accounts a ON a.id = c.recorded_by
  LEFT JOIN accounts b ON b.id = c.changed_by
  CROSS JOIN LATERAL (SELECT
      (array_agg(q.address ORDER BY q.said_at DESC, q.id DESC) FILTER (WHERE q.address IS NOT NULL))[1] AS address,
      (array_agg(q.school ORDER BY q.said_at DESC, q.id DESC) FILTER (WHERE q.school IS NOT NULL))[1] AS school,
      max(q.said_at) AS said_at, (array_agg(s.name ORDER BY q.said_at DESC, q.id DESC))[1] AS said_by
    FROM child_places q LEFT JOIN accounts s ON s.id = q.said_by
    WHERE q.partnership_id = c.partnership_id AND q.child_id = c.id) p`

const underKey = `JOIN cases f ON f.partnership_id = c.partnership_id AND f.id = c.case_id
  JOIN data_keys k ON k.partnership_id = f.partnership_id AND k.id = f.data_key_id`

/** OPS-3: she is not asked by it. */
const unreadableWithHer: ChildWithHer = { contact: cannotBeRead, doNotAskHer: true }

function opened(vault: Vault, row: ChildColumns & { key: WrappedKey }): Child {
  const { told, withHer, address, school, saidAt, saidBy, ...child } = openListed(
    vault,
    row,
    { told: 'child', withHer: 'child with her', address: 'child place', school: 'child place' },
    { told: unreadableChild, withHer: unreadableWithHer },
  )
  const places =
    saidAt === null
      ? null
      : { address: address || null, school: school || null, saidAt, saidBy: saidBy ?? 'Alongside' }
  return { ...child, ...told, ...withHer, places }
}

/** CHD-1: the children of a case, as they were recorded; those that were a mistake are left out. */
export async function readChildren(tx: Tx, vault: Vault, caseId: string): Promise<Opened<Child[]>> {
  const { rows } = await tx.$client.query<ChildColumns>({
    name: 'children-of-case',
    text: `${selectChildren} ${fromChildren}
      WHERE c.partnership_id = app.partnership_id() AND c.case_id = $1 AND c.mistaken_at IS NULL
      ORDER BY c.recorded_at, c.id LIMIT ${caseChildrenAtMost}`,
    values: [caseId],
  })
  return (key) => rows.map((row) => opened(vault, { ...row, key }))
}

/** REF-10: of all her files of which the meeting may speak; of children who were said to be one, the first that was written down. */
export async function readChildrenAtMeeting(tx: Tx, vault: Vault, caseId: string): Promise<Child[]> {
  const { rows } = await tx.$client.query<ChildColumns & UnderKey>({
    name: 'children-at-meeting',
    text: `${selectChildren}, k.id AS "keyId", k.wrapped ${fromChildren} ${underKey}
      WHERE c.partnership_id = app.partnership_id() AND c.case_id = ANY (${filesAtMeeting('$1')}) AND c.mistaken_at IS NULL
      ORDER BY c.recorded_at, c.id LIMIT ${caseChildrenAtMost}`,
    values: [caseId],
  })
  const children = rows.map((row) => opened(vault, keyed(row)))
  const same = (one: Child, other: Child) =>
    one.compared.some((said) => said.same && said.otherId === other.id)
  return children.filter((child, at) => !children.slice(0, at).some((before) => same(child, before)))
}

export interface HeldChild {
  child: Child
  mistakenAt: string | null
  key: WrappedKey
}

/** One child, with its case's key; held until the transaction ends where it is to be changed. @throws Refusal not_found */
export async function readChild(tx: Tx, vault: Vault, id: string, held: boolean): Promise<HeldChild> {
  if (held) await hold(tx, 'children', id)
  const { rows } = await tx.$client.query<ChildColumns & UnderKey & { mistakenAt: string | null }>({
    name: 'read-child',
    text: `${selectChildren}, c.mistaken_at AS "mistakenAt", k.id AS "keyId", k.wrapped ${fromChildren} ${underKey}
      WHERE c.partnership_id = app.partnership_id() AND c.id = $1`,
    values: [id],
  })
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  const { mistakenAt, ...rest } = keyed(row)
  return { child: opened(vault, rest), mistakenAt, key: rest.key }
}

/** What stood before, the newest first. */
export async function readEarlier(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  childId: string,
): Promise<EarlierChild[]> {
  const { rows } = await tx.$client.query<
    Pick<EarlierChild, 'version' | 'until' | 'changedBy'> & {
      told: Sealed<ChildTold>
      withHer: Sealed<ChildWithHer>
      reason: Sealed<string> | null
    }
  >({
    name: 'earlier-children',
    text: `SELECT e.version, e.told, e.with_her AS "withHer", e.reason, e.until_at AS "until", coalesce(a.name, 'Alongside') AS "changedBy"
      FROM earlier_children e LEFT JOIN accounts a ON a.id = e.changed_by
      WHERE e.partnership_id = app.partnership_id() AND e.child_id = $1 ORDER BY e.version DESC LIMIT 200`,
    values: [childId],
  })
  return rows.map((row) => {
    const { told, withHer, ...rest } = openListed(
      vault,
      { ...row, key },
      { told: 'child', withHer: 'child with her', reason: 'reason' },
      { told: unreadableChild, withHer: unreadableWithHer },
    )
    return { ...rest, ...told, ...withHer }
  })
}
