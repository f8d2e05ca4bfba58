import type { CaseSummary, Identity } from '@alongside/shared/cases/contract'
import type { Light } from '@alongside/shared/traffic-light/schema'
import type { Tx } from '../db/pool.ts'
import type { Position } from '../http/cursors.ts'
import type { Vault } from '../vault.ts'
import { queryTokens } from './name-tokens.ts'

interface SummaryRow extends Omit<CaseSummary, 'name' | 'aliases'> {
  identity: Buffer
  keyId: string
  wrapped: Buffer
}

/** A case, and how well it fits what was searched for. */
interface Found {
  summary: CaseSummary
  weight: number
}

interface Page {
  light: Light | null
  after: Position | null
  limit: number
}

const select = (more = '') => `SELECT c.id, c.reference, c.light, c.opened_at AS "openedAt",
    c.last_discussed_at AS "lastDiscussedAt", c.identity, k.id AS "keyId", k.wrapped${more},
    (SELECT count(*)::int FROM actions a WHERE a.partnership_id = c.partnership_id AND a.case_id = c.id
      AND a.closed_at IS NULL) AS "openActions"
  FROM cases c JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id`

function opened(vault: Vault, { identity, keyId, wrapped, ...row }: SummaryRow): CaseSummary {
  const { name, aliases } = vault.open<Identity>({ id: keyId, wrapped }, 'identity', identity)
  return { ...row, name, aliases }
}

/** The cases that the reader's grants open, newest first; one row more than `limit` if there are more. */
export async function newestCases(
  tx: Tx,
  vault: Vault,
  { light, after, limit }: Page,
): Promise<CaseSummary[]> {
  const [at, id] = after ?? ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  const { rows } = await tx.$client.query<SummaryRow>({
    name: 'newest-cases',
    text: `${select()}
      WHERE c.partnership_id = app.partnership_id() AND (c.opened_at, c.id) < ($1, $2) AND ($3::text IS NULL OR c.light = $3)
      ORDER BY c.opened_at DESC, c.id DESC LIMIT $4`,
    values: [at, id, light, limit + 1],
  })
  return rows.map((row) => opened(vault, row))
}

/**
 * The cases among them that fit `q`: by reference, or by name and alias as spelt, begun, misspelt or heard, and by date
 * of birth. Best first, newer ones before older.
 */
export async function searchCases(
  tx: Tx,
  vault: Vault,
  partnershipId: string,
  q: string,
  { light, after, limit }: Page,
): Promise<Found[]> {
  const tokens = queryTokens(vault, partnershipId, q)
  const [weight, id] = after ?? [String(2 ** 31 - 1), 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  const { rows } = await tx.$client.query<SummaryRow & { weight: number }>({
    name: 'search-cases',
    text: `${select(', f.weight')} JOIN app.find_cases($1, $2, $3, $4, $5, $6, $7) f ON f.id = c.id
      WHERE c.partnership_id = app.partnership_id() ORDER BY f.weight DESC, f.id DESC`,
    values: [
      tokens.map(({ token }) => token),
      tokens.map((token) => token.weight),
      q.trim().toUpperCase(),
      light,
      weight,
      id,
      limit + 1,
    ],
  })
  return rows.map(({ weight: fit, ...row }) => ({ summary: opened(vault, row), weight: fit }))
}
