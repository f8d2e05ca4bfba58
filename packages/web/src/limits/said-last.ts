import type { Case } from '@alongside/shared/cases/contract'
import type { ConsentAnswers } from '@alongside/shared/consent/schema'
import type { Limit } from '@alongside/shared/limits/schema'

/**
 * ACC-8: what a new consent begins with: what she agreed to last, where she did not withdraw it since, and each no of hers that
 * stands. How and when she gave it, who helped, and the days are asked anew: they are
 * of this time alone (CON-1).
 */
export function saidLast(file: Pick<Case, 'consents'>, standing: readonly Limit[]): ConsentAnswers {
  const last = file.consents.toSorted((a, b) => b.recordedAt.localeCompare(a.recordedAt))[0]
  const refusedAgencies = standing.flatMap(({ kind, agencyId }) =>
    kind === 'agency' && agencyId ? agencyId : [],
  )
  const { explained, shared, limits, agreedAgencies: agreed } = last?.withdrawnAt === null ? last.record : {}
  const agreedAgencies = agreed?.filter((id) => !refusedAgencies.includes(id)) ?? []
  return {
    ...(explained !== undefined && { explained }),
    ...(shared !== undefined && { shared }),
    ...(limits !== undefined && { limits }),
    agreedAgencies,
    ...(refusedAgencies.length > 0 && { refusedAgencies: [...new Set(refusedAgencies)] }),
  }
}
