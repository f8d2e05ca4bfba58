import type { ChildTold, ToldChild } from '@alongside/shared/children/schema'
import { childName } from '@alongside/shared/children/words'
import type { SafeguardingNotification } from '@alongside/shared/safeguarding/contract'
import { cannotBeRead } from '@alongside/shared/unreadable'
import type { Tx } from '../db/pool.ts'
import { openAmong } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

/** OPS-3 */
export const unreadableChild: ChildTold = { calledName: cannotBeRead }

/** SAF-1: the notification names these children of its case. Whom it names already it names once. */
export async function nameChildren(
  tx: Tx,
  notificationId: string,
  caseId: string,
  childIds: readonly string[],
): Promise<void> {
  if (childIds.length === 0) return
  await tx.$client.query({
    name: 'name-children',
    text: `INSERT INTO notified_children (notification_id, child_id, case_id) SELECT $1, unnest($2::uuid[]), $3 ON CONFLICT DO NOTHING`,
    values: [notificationId, childIds, caseId],
  })
}

/** As SQL: the children that the notification `n` names, to who sees them, for `namesOf`. */
export const namedBy = `(SELECT coalesce(json_agg(json_build_object('id', c.id, 'told', encode(c.told, 'hex')) ORDER BY c.recorded_at, c.id), '[]')
  FROM notified_children m JOIN children c ON c.partnership_id = m.partnership_id AND c.id = m.child_id AND c.mistaken_at IS NULL
  WHERE m.partnership_id = n.partnership_id AND m.notification_id = n.id)`

export interface NamedRow {
  id: string
  told: string
}

export const namesOf = (
  vault: Vault,
  key: WrappedKey,
  rows: readonly NamedRow[],
): SafeguardingNotification['children'] =>
  rows.map(({ id, told }) => ({
    id,
    name: childName(openAmong(vault, key, 'child', Buffer.from(told, 'hex'), unreadableChild, id)),
  }))

/** SAF-1: what a front door reads of the children that its notification names; nothing to anybody else. */
export async function readReceivedChildren(
  tx: Tx,
  vault: Vault,
  key: WrappedKey | null,
  notificationId: string,
): Promise<ToldChild[]> {
  if (!key) return []
  const { rows } = await tx.$client.query<{
    id: string
    told: Buffer
    address: Buffer | null
    school: Buffer | null
  }>({
    name: 'received-children',
    text: 'SELECT c.child_id AS id, c.told, c.address, c.school FROM app.received_children($1) c',
    values: [notificationId],
  })
  const place = (sealed: Buffer | null) =>
    (sealed && openAmong(vault, key, 'child place', sealed, cannotBeRead)) || null
  return rows.map(({ id, told, address, school }) => ({
    id,
    ...openAmong(vault, key, 'child', told, unreadableChild, id),
    address: place(address),
    school: place(school),
  }))
}

interface AtRisk {
  id: string
  atRisk: boolean
}

/**
 * SAF-1: the children at risk whom no notification names yet, and the notification that may name them still: one of which nobody has
 * recorded that it was told; null: one has to be opened.
 */
export function stillToName(
  children: readonly AtRisk[],
  notifications: readonly SafeguardingNotification[],
): { ids: string[]; on: string | null } {
  const ofChildren = notifications.filter(({ kind }) => kind === 'child')
  const named = new Set(ofChildren.flatMap((one) => one.children.map(({ id }) => id)))
  const open = ofChildren.find(({ recordedAt }) => recordedAt === null)
  return {
    ids: children.filter(({ id, atRisk }) => atRisk && !named.has(id)).map(({ id }) => id),
    on: open?.id ?? null,
  }
}
