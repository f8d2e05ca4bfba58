import type { Basis } from '../access.ts'
import { isSame, isStanding, type NewLimit } from './rules.ts'
import type { Limit } from './schema.ts'

/** Once, with what she said of it on each file; the newest first. */
export interface OneNo<L> {
  limit: L
  /** The same on her other files. */
  others: L[]
}

/**
 * ACC-8: each no of hers once, on however many of her files she said it: it is the person's. What stands and what she lifted stay
 * apart.
 */
export function eachNo<L extends NewLimit & Pick<Limit, 'liftedAt'>>(limits: readonly L[]): OneNo<L>[] {
  const each: OneNo<L>[] = []
  for (const limit of limits) {
    const known = each.find(
      (one) => isStanding(one.limit) === isStanding(limit) && isStanding(limit) && isSame(one.limit, limit),
    )
    if (known) known.others.push(limit)
    else each.push({ limit, others: [] })
  }
  return each
}

/** ACC-8: her no to that agency, if one stands: whatever a record names, it sees nothing by it. The one that she said last. */
export const noTo = <L extends Pick<Limit, 'kind' | 'agencyId' | 'liftedAt' | 'saidOn'>>(
  agencyId: string,
  limits: readonly L[],
): L | undefined =>
  limits
    .filter((limit) => isStanding(limit) && limit.kind === 'agency' && limit.agencyId === agencyId)
    .toSorted((a, b) => b.saidOn.localeCompare(a.saidOn))[0]

/** What a no does to whatever somebody sees of her: over at once, its own record alone, over within seven days. */
export type AfterNo = 'ends' | 'own_record' | 'seven_days'

interface Seeing {
  agencyId: string | null
  accountName: string | null
  basis: Basis
  inForce: boolean
  narrowed: boolean
}

/**
 * ACC-8: what becomes of an agency's sight as her no to it is recorded, so that who records it knows before; null where it sees
 * nothing that would change, as far as who asks sees who does. The least that is left counts last. The database does the same
 * (app.apply_limits).
 */
export function afterNo(agencyId: string, grants: readonly Seeing[]): AfterNo | null {
  const bases = new Set(
    grants
      .filter((grant) => grant.inForce && !grant.narrowed && grant.agencyId === agencyId)
      .map(({ basis }) => basis),
  )
  if (bases.has('without_consent')) return 'seven_days'
  if (bases.has('own_referral') || bases.has('coordination')) return 'own_record'
  return bases.size > 0 ? 'ends' : null
}
