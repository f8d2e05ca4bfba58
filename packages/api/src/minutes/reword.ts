import type { Body } from '@alongside/shared/contract'
import type { editMinutedItem } from '@alongside/shared/minutes/contract'
import { reworded, unknownIn, whyNotReword } from '@alongside/shared/minutes/rules'
import { Refusal } from '@alongside/shared/problems'
import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../db/pool.ts'
import { minutedItems } from '../db/tables/minutes.ts'
import type { Vault } from '../vault.ts'
import { type OpenedItem, preparedLeaf } from './queries.ts'

/**
 * Words an item of a held draft anew. The draft's version goes up with the item's: who is about to distribute has not
 * read this. @throws Refusal item.basis_missing · reference.unknown
 */
export async function reword(
  tx: Tx,
  vault: Vault,
  item: OpenedItem,
  edit: Body<typeof editMinutedItem>,
): Promise<void> {
  const refused = whyNotReword({ withheld: !item.basisInForce })
  if (refused) throw new Refusal(refused)
  const unknown = unknownIn(item.content, edit)
  if (unknown.length > 0)
    throw new Refusal(
      'reference.unknown',
      unknown.map((pointer) => ({ pointer, code: 'unknown', detail: 'is not in this item' })),
    )
  const content = reworded(item.content, edit)
  await tx
    .update(minutedItems)
    .set({
      content: vault.seal(item.key, 'minuted item', content),
      ...(item.prepared && { prepared: preparedLeaf(content) }),
      revision: sql`${minutedItems.revision} + 1`,
    })
    .where(eq(minutedItems.id, item.id))
}
