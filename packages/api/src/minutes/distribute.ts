import { randomBytes } from 'node:crypto'
import { leafCount, versionText } from '@alongside/shared/minutes/canonical'
import { goesOutWithheld } from '@alongside/shared/minutes/rules'
import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../db/pool.ts'
import { minutedItems, minutes } from '../db/tables/minutes.ts'
import type { Vault } from '../vault.ts'
import { asDistributed, type LockedMinutes, newSalt, readItems, readVersions, sha256 } from './queries.ts'

/**
 * MTG-8: makes the held draft what every member reads from now on. Each item gets its salt and its leaf, an item without
 * a basis in force goes out as its line alone (CON-3), but where a correction leaves it as it was, and the table keeps everything as it is then. An item that who
 * distributes may not see is not in it, unless a deputy worded it (ACC-9). Gives the cases that she saw.
 */
export async function distribute(
  tx: Tx,
  vault: Vault,
  draft: LockedMinutes,
  accountId: string,
): Promise<string[]> {
  const items = await readItems(tx, vault, draft.id)
  const leaves: string[] = []
  for (const item of items) {
    const withheld = goesOutWithheld({
      basisInForce: item.basisInForce,
      withheldBefore: item.withheld,
      corrects: draft.edition > 1,
      reworded: item.revision > 1,
    })
    const sealing = { withheld, salt: newSalt() }
    leaves.push(asDistributed(item, sealing).hash)
    await tx.update(minutedItems).set(sealing).where(eq(minutedItems.id, item.id))
  }
  const unseen = await tx.$client.query<{ leaf: string }>({
    name: 'distribute-unseen',
    text: 'SELECT leaf FROM app.distribute_unseen($1) leaf',
    values: [draft.id],
  })
  leaves.push(...unseen.rows.map(({ leaf }) => leaf))
  while (leaves.length < leafCount) leaves.push(randomBytes(32).toString('hex'))
  leaves.sort()
  const [version] = (await readVersions(tx, vault, draft.meetingId)).filter(({ id }) => id === draft.id)
  if (!version) throw new Error('a held draft is there')
  const { meetingId, edition, compiledAt, present, proceedings, notes, correction } = version
  const distributedAt = draft.moment
  const text = versionText({
    ...{ meetingId, version: edition, compiledAt, distributedAt },
    ...{ present, proceedings, notes, correction, leaves },
  })
  await tx
    .update(minutes)
    .set({
      ...{ distributedAt, distributedBy: accountId, hash: sha256(text), leaves },
      revision: sql`${minutes.revision} + 1`,
    })
    .where(eq(minutes.id, draft.id))
  return items.map(({ caseId }) => caseId)
}
