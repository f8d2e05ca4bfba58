import { faultsOf } from '../faults.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import type { WorkerWarning } from './schema.ts'
import { staleAfter } from './values.ts'

/** Whether nobody has checked it for so long that it is said beside it. Local days. */
export const isStale = (checkedOn: string, today: string): boolean =>
  Temporal.PlainDate.compare(Temporal.PlainDate.from(checkedOn).add({ days: staleAfter }), today) < 0

export const whyNotCheckWarning = ({ ended }: Pick<WorkerWarning, 'ended'>): ProblemCode | null =>
  ended === null ? null : 'worker_warning.ended'

/** What was checked was checked by today. */
export function checkFaults({ checkedOn }: { checkedOn: string }, today: string): Fault[] {
  const { faults, contradiction } = faultsOf<{ checkedOn: string }>('')
  if (checkedOn > today) contradiction('checkedOn', 'Give a day that has come')
  return faults
}
