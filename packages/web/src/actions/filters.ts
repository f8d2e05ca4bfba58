import type { ActionState } from '@alongside/shared/actions/contract'
import { actionStates } from '@alongside/shared/actions/values'
import { lightOf } from '../cases/light-options.ts'

export type ActionFilters = {
  state?: string
  light?: string
  late?: string
  /** An id, or `any`: so that an address can say that no agency was chosen. */
  agencyId?: string
  meetingId?: string
  caseId?: string
}

const names = ['state', 'light', 'late', 'agencyId', 'meetingId', 'caseId'] as const

export const stateOf = (text: string | undefined): ActionState | undefined =>
  actionStates.find((state) => state === text)

/** What an address asks of the action log; words in it that mean nothing narrow nothing. */
export function askedOf({ state, light, late, agencyId, meetingId, caseId }: ActionFilters) {
  return {
    state: stateOf(state),
    light: lightOf(light),
    late: late === 'true' ? true : undefined,
    agencyId: idOf(agencyId),
    meetingId: idOf(meetingId),
    caseId: idOf(caseId),
  }
}

const idOf = (text: string | undefined) =>
  text && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : undefined

/** The filters without the empty ones, as an address keeps them. */
export function addressOf(filters: ActionFilters): ActionFilters {
  const kept: ActionFilters = {}
  for (const key of names) {
    const value = filters[key]
    if (value) kept[key] = value
  }
  return kept
}

/** ACT-2: who comes without having chosen anything sees her own agency's actions first; who coordinates, everyone's. */
export const firstView = (filters: ActionFilters, ownAgencyId: string | undefined): ActionFilters =>
  ownAgencyId && Object.keys(filters).length === 0 ? { agencyId: ownAgencyId } : filters
