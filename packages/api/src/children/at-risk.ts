import { isChildAtRisk } from '@alongside/shared/children/rules'
import type { ChildSaid } from '@alongside/shared/children/schema'
import { safeguardingDue } from '@alongside/shared/safeguarding/rules'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { readCaseNotifications, writeNotification } from '../safeguarding/queries.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import { nameChildren, stillToName } from './naming.ts'

/**
 * SAF-1: a child is at risk on the case who was not before: whoever is to tell is set to it at once, however the child came there. What
 * the agency has still to tell names the child too; where there is nothing, a notification is opened, and its id given. `again`: what
 * was told of the child once was another danger.
 */
export async function tellOfChildAtRisk(
  tx: Tx,
  vault: Vault,
  child: Pick<ChildSaid, 'atRisk' | 'risk'> & { id: string },
  { caseId, key, agencyId, now }: { caseId: string; key: WrappedKey; agencyId: string; now: string },
  again: boolean,
): Promise<string | null> {
  const stillTo = async () => {
    const all = await readCaseNotifications(tx, vault, caseId)
    const theirs = all.filter(({ agencyId: whose, recordedAt, children }) => {
      if (again && recordedAt !== null) return false
      return whose === agencyId || children.some(({ id }) => id === child.id)
    })
    return stillToName([{ id: child.id, atRisk: isChildAtRisk(child) }], theirs)
  }
  const { ids, on: waits } = await stillTo()
  if (ids.length === 0) return null
  // Nobody records that it was told while it comes to name one more.
  if (waits) await hold(tx, 'safeguarding_notifications', waits)
  const on = waits && (await stillTo()).on
  const notificationId =
    on ??
    (await writeNotification(tx, {
      ...{ kind: 'child', caseId, agencyId, openedAt: now, dueAt: safeguardingDue(now) },
      about: { key, sealed: vault.seal(key, 'about', child.risk?.trim() || 'A child is at risk') },
    }))
  await nameChildren(tx, notificationId, caseId, ids)
  return on ? null : notificationId
}
