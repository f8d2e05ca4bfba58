import type { Query } from '@alongside/shared/contract'
import type { Contracts } from '@alongside/shared/operations'
import { referralStates } from '@alongside/shared/referrals/values'
import { lights } from '@alongside/shared/traffic-light/values'

export const boxes = ['written_by_me', 'to_answer', 'to_triage'] as const
export const sorts = ['due', '-submitted', '-updated'] as const

/** What narrows the list, as it stands in the address: shared, reloaded, gone back to. Nothing that names anyone. */
export type ReferralFilters = Pick<
  Query<Contracts['listReferrals']>,
  'box' | 'state' | 'light' | 'sort' | 'cursor'
>

const oneOf = <T extends string>(words: readonly T[], value: unknown): T | undefined =>
  words.find((word) => word === value)

/** Reads the filters from an address; what is none of ours is left out. */
export function referralFilters(search: Record<string, unknown>): ReferralFilters {
  const box = oneOf(boxes, search.box)
  const state = oneOf(referralStates, search.state)
  const light = oneOf(lights, search.light)
  const sort = oneOf(sorts, search.sort)
  const cursor = typeof search.cursor === 'string' ? search.cursor : undefined
  return {
    ...(box && { box }),
    ...(state && { state }),
    ...(light && { light }),
    ...(sort && { sort }),
    ...(cursor && { cursor }),
  }
}
