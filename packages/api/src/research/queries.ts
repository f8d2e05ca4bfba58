import { Refusal } from '@alongside/shared/problems'
import type { Research, ResearchContent } from '@alongside/shared/research/contract'
import { holdItem } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { hasSigned } from '../meetings/queries.ts'
import { keyed, openRow, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

const nothingYet: ResearchContent = { facts: [], opinion: '', withheld: { what: '', why: '' } }

interface ResearchRow extends Omit<Research, 'content' | 'shared'>, UnderKey {
  content: Sealed<ResearchContent> | null
  shared: Sealed<Research['shared']> | null
}

export interface OpenResearch {
  research: Research
  key: WrappedKey
}

/**
 * What the actor's agency knows of the item's case; the policy of the table shows its own alone. `lock` holds the item and
 * what is written of it until the transaction ends, and the meeting against being closed.
 * @throws Refusal not_found
 */
export async function openResearch(
  tx: Tx,
  vault: Vault,
  itemId: string,
  lock: boolean,
): Promise<OpenResearch> {
  if (lock) await holdItem(tx, itemId)
  const { rows } = await tx.$client.query<ResearchRow>({
    name: 'open-research',
    text: `SELECT coalesce(r.version, 1) AS version, i.id AS "agendaItemId", m.id AS "meetingId", m.starts_at AS "meetingStartsAt",
        m.state AS "meetingState", i.state, c.id AS "caseId", c.reference AS "caseReference", i.light,
        app.basis_in_force(c.id) AS "basisInForce", ${hasSigned} AS "signedByMe",
        r.content, r.shared, r.saved_at AS "savedAt", a.name AS "savedBy", k.id AS "keyId", k.wrapped
      FROM agenda_items i
      JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
      JOIN cases c ON c.partnership_id = i.partnership_id AND c.id = i.case_id
      JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      LEFT JOIN research r ON r.partnership_id = i.partnership_id AND r.agenda_item_id = i.id AND r.agency_id = app.grants_to()
      LEFT JOIN accounts a ON a.id = r.saved_by
      WHERE i.partnership_id = app.partnership_id() AND i.id = $1`,
    values: [itemId],
  })
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  const sealed = keyed(row)
  const research = openRow(vault, sealed, { content: 'research', shared: 'shared research' })
  return {
    key: sealed.key,
    research: {
      ...research,
      content: research.content ?? nothingYet,
      shared: research.shared ?? { facts: [], opinions: [] },
    },
  }
}
