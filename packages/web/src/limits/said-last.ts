import type { Case } from '@alongside/shared/cases/contract'
import type { ConsentAnswers } from '@alongside/shared/consent/schema'
import type { Limit } from '@alongside/shared/limits/schema'

/**
 * ACC-8: what a new consent begins with: what she agreed to last, where she did not withdraw it since, and each no of hers that
 * stands. The days are asked anew.
 */
export function saidLast(file: Pick<Case, 'consents'>, standing: readonly Limit[]): ConsentAnswers {
  const last = file.consents.toSorted((a, b) => b.recordedAt.localeCompare(a.recordedAt))[0]
  const refusedAgencies = standing.flatMap(({ kind, agencyId }) =>
    kind === 'agency' && agencyId ? agencyId : [],
  )
  const { lifts: _, until: __, ...record } = last?.withdrawnAt === null ? last.record : {}
  const agreedAgencies = record.agreedAgencies?.filter((id) => !refusedAgencies.includes(id)) ?? []
  return {
    ...record,
    ...(last && last.lapsedAt === null && last.withdrawnAt === null && { until: last.until }),
    agreedAgencies,
    ...(refusedAgencies.length > 0 && { refusedAgencies: [...new Set(refusedAgencies)] }),
  }
}
