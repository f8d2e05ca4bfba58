import type { Light } from '../traffic-light/schema.ts'
import { lights } from '../traffic-light/values.ts'
import type { ActionCounts, ActionState } from './contract.ts'
import { actionStates } from './values.ts'

/** Actions that are alike in everything that one filters by, and how many they are. */
export interface Alike {
  agencyId: string
  meetingId: string | null
  startsAt: string | null
  light: Light | null
  state: ActionState
  late: boolean
  count: number
}

export interface CountedFilter {
  agencyId?: string | undefined
  meetingId?: string | undefined
  light?: Light | undefined
  state?: ActionState | undefined
  late?: boolean | undefined
}

/**
 * ACT-2: how many actions each choice of each filter would show. A choice is counted under the other filters as they are
 * and whatever its own says: one sees what choosing differently would bring.
 */
export function countsOf(groups: readonly Alike[], filter: CountedFilter): ActionCounts {
  const keys = ['agencyId', 'meetingId', 'light', 'state', 'late'] as const
  const under = (own: (typeof keys)[number] | null) =>
    groups.filter((group) =>
      keys.every((key) => key === own || filter[key] === undefined || filter[key] === group[key]),
    )
  const sum = (some: readonly Alike[]) => some.reduce((total, { count }) => total + count, 0)
  const meetings = Map.groupBy(under('meetingId'), ({ meetingId }) => meetingId)
  return {
    all: sum(under(null)),
    late: sum(under('late').filter(({ late }) => late)),
    states: actionStates.map((state) => ({
      state,
      count: sum(under('state').filter((group) => group.state === state)),
    })),
    lights: lights.map((light) => ({
      light,
      count: sum(under('light').filter((group) => group.light === light)),
    })),
    agencies: [...Map.groupBy(under('agencyId'), ({ agencyId }) => agencyId)].map(([agencyId, some]) => ({
      agencyId,
      count: sum(some),
    })),
    meetings: [...meetings]
      .flatMap(([meetingId, some]) => {
        const startsAt = some[0]?.startsAt
        return meetingId && startsAt ? [{ meetingId, startsAt, count: sum(some) }] : []
      })
      .toSorted((a, b) => b.startsAt.localeCompare(a.startsAt)),
  }
}
