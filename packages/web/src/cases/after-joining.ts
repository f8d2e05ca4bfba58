import type { CaseFile } from '@alongside/shared/cases/contract'
import { afterNo } from '@alongside/shared/limits/of-person'
import { isSame, isStanding } from '@alongside/shared/limits/rules'
import type { Limit } from '@alongside/shared/limits/schema'
import { afterNoWords, limitWords } from '@alongside/shared/limits/words'

type File = Pick<CaseFile, 'id' | 'reference' | 'grants' | 'consents'>

/**
 * ACC-8, CON-3: what joining two files ends, in sentences: her no on one binds the other, and so does that she took back what she
 * agreed to. As far as who joins them sees both; the database does the same as they are joined.
 */
export const afterJoining = (one: File, other: File, limits: readonly Limit[]): string[] => [
  ...new Set([...carried(one, other, limits), ...carried(other, one, limits)]),
]

function carried(from: File, to: File, limits: readonly Limit[]): string[] {
  const nos = limits.filter(
    (limit) =>
      isStanding(limit) &&
      limit.caseId === from.id &&
      !limits.some((there) => there.caseId === to.id && isStanding(there) && isSame(there, limit)),
  )
  const sentences = nos.map((limit) => {
    const after = limit.kind === 'agency' && limit.agencyId ? afterNo(limit.agencyId, to.grants) : null
    const name = limitWords(limit)
    return `Her no to ${name}, said on ${from.reference}, binds ${to.reference} too.${after ? ` There ${afterNoWords[after](name)}` : ''}`
  })
  const withdrew = from.consents
    .flatMap(({ withdrawnAt }) => withdrawnAt ?? [])
    .sort()
    .at(-1)
  const ending = to.consents.filter(
    ({ withdrawnAt, lapsedAt, recordedAt }) =>
      withdrew !== undefined && !withdrawnAt && !lapsedAt && recordedAt <= withdrew,
  )
  const losing = new Set(
    to.grants.flatMap(({ inForce, consentId, agencyName }) =>
      inForce && ending.some(({ id }) => id === consentId) ? agencyName : [],
    ),
  )
  if (ending.length === 0) return sentences
  return [
    ...sentences,
    `On ${from.reference} she took back what she had agreed to: what she agreed to before that on ${to.reference} ends.${losing.size > 0 ? ` By it no longer see that file: ${[...losing].join(', ')}.` : ''}`,
  ]
}
