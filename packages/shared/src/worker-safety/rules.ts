import { faultsOf } from '../faults.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import type { WorkerWarning } from './schema.ts'
import { endedShownFor, staleAfter } from './values.ts'

/** Whether nobody has checked it for so long that it is said beside it. Local days. */
export const isStale = (checkedOn: string, today: string): boolean =>
  Temporal.PlainDate.compare(Temporal.PlainDate.from(checkedOn).add({ days: staleAfter }), today) < 0

export const whyNotCheckWarning = ({ ended }: Pick<WorkerWarning, 'ended'>): ProblemCode | null =>
  ended === null ? null : 'worker_warning.ended'

/** WRK-2: it was ended of late: whoever goes still reads that it was so, and who says that it no longer is. `now`: instant. */
export const isEndedOfLate = ({ ended }: Pick<WorkerWarning, 'ended'>, now: string): boolean =>
  ended !== null &&
  Temporal.Instant.compare(Temporal.Instant.from(ended.at).add({ hours: 24 * endedShownFor }), now) > 0

/** What was checked was checked by today. */
export function checkFaults({ checkedOn }: { checkedOn: string }, today: string): Fault[] {
  const { faults, contradiction } = faultsOf<{ checkedOn: string }>('')
  if (checkedOn > today) contradiction('checkedOn', 'Give a day that has come')
  return faults
}
