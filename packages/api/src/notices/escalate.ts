import { clockStage } from '@alongside/shared/stages'
import type { Tx } from '../db/pool.ts'
import { idsOf, type Slice } from './slice.ts'
import { type Notice, tell } from './tell.ts'
import { type Place, placesIn, placesOf } from './whom.ts'

/** A clock that somebody's agency answers to: what is said of it, and the statements that read and move it. */
interface Escalation {
  /** Said once, before it runs out. */
  before: Notice['kind']
  /** Said at each stage after. */
  after: Notice['kind']
  /** Gives the next clocks that have reached a stage, as `Clock`, locked (`nextBy`). `$4` on: `states`. */
  reached: string
  /** In which states of their subject clocks run, by its domain’s rules. */
  states?: readonly (readonly string[])[]
  /** `$1`: the clock's id, `$2`: the stage that it has come to. */
  keep: string
}

interface Clock {
  id: string
  subject_id: string
  reference: string | null
  agency_id: string
  /** Whose it is in person, where that was said. */
  account_id?: string | null
  from_at: string
  due_at: string
  stage: number
}

/** REF-8, SAF-1, ACT-1: warns before; after, tells the agency's leads, then its safeguarding lead, then the coordinator, each once. */
export async function escalate(
  { tx, services, now, after, most, take }: Slice,
  of: Escalation,
): Promise<void> {
  const { rows } = await tx.$client.query<Clock>(of.reached, [now, after, most, ...(of.states ?? [])])
  take(idsOf(rows))
  for (const clock of rows) {
    const reached = clockStage(clock.from_at, clock.due_at, now)
    for (let stage = clock.stage + 1; stage <= reached; stage++) {
      const notice: Notice = {
        kind: stage === 1 ? of.before : of.after,
        subjectId: clock.subject_id,
        reference: clock.reference,
        // A clock that was set going anew is told of anew.
        occasion: `${clock.id} from ${clock.from_at} stage ${stage}`,
      }
      await tell(tx, services, await placesAt(tx, stage, clock, now), notice, now)
    }
    if (reached > clock.stage) await tx.$client.query(of.keep, [clock.id, reached])
  }
}

/** Until the coordinator is told, whoever it is for in person is told too; one who has left the agency is not. */
async function placesAt(tx: Tx, stage: number, clock: Clock, now: string): Promise<Place[]> {
  const { account_id: accountId, agency_id: agencyId } = clock
  if (stage === 4) return placesOf(tx, 'coordinators', null, now)
  const places = await placesOf(tx, stage === 3 ? 'safeguardingLeads' : 'leads', agencyId, now)
  const own = accountId ? await placesIn(tx, [{ accountId, agencyId }], now) : []
  return [...places, ...own]
}
