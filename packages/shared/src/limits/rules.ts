import type { ConsentAnswers } from '../consent/schema.ts'
import type { Limit } from './schema.ts'

/** A limit as it is written down. `words`: hers, empty where the kind says it all. */
export interface NewLimit extends Pick<Limit, 'kind' | 'agencyId' | 'accountId' | 'purpose' | 'words' | 'saidOn'> {}

const nothing = { agencyId: null, accountId: null, purpose: null, words: '' } as const

/** ACC-8: what she refused as she consented. */
export function limitsOf({ refusedAgencies = [], limits, givenOn }: ConsentAnswers): NewLimit[] {
  if (!givenOn) return []
  const words = limits?.trim()
  return [
    ...refusedAgencies.map((agencyId) => ({ ...nothing, kind: 'agency' as const, agencyId, saidOn: givenOn })),
    ...(words
      ? [{ ...nothing, kind: 'purpose' as const, purpose: 'other' as const, words, saidOn: givenOn }]
      : []),
  ]
}

export const isStanding = ({ liftedAt }: Pick<Limit, 'liftedAt'>): boolean => liftedAt === null

/** Whether both refuse the same. */
export const isSame = (one: NewLimit, other: NewLimit): boolean =>
  one.kind === other.kind &&
  one.agencyId === other.agencyId &&
  one.accountId === other.accountId &&
  one.purpose === other.purpose &&
  (one.agencyId !== null || one.words === other.words)
