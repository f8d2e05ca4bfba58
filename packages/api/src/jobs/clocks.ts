import { setTimeout } from 'node:timers/promises'
import { transactionIn } from '../db/context.ts'
import { clocks } from '../domains.ts'
import { failureOf } from '../log.ts'
import type { Clock } from '../notices/slice.ts'
import type { Services } from '../services.ts'
import { doEach } from './each.ts'

/** OPS-5: what is due is worked on in so many at once, and between them in peace: requests and seals get their turn, and no row is held for long. */
const atOnce = 200
const pause = 100

const first = '00000000-0000-0000-0000-000000000000'

/**
 * Looks at every clock of every partnership: warns, escalates, lets consent lapse, keeps the calendar full. Safe to run
 * twice, or on two replicas. One that fails holds up no other.
 */
export async function runClocks(services: Services): Promise<void> {
  const { log, pools, tallies, clock } = services
  const failed = new Set<string>()
  const { rows } = await pools.jobs.query<{ id: string }>('SELECT id FROM partnerships ORDER BY id')
  try {
    await doEach(
      log,
      rows.flatMap(({ id }) =>
        clocks.map((look) => ({
          part: look.name,
          partnershipId: id,
          work: () =>
            lookThrough(services, id, look).catch((error: unknown) => {
              failed.add(look.name)
              throw error
            }),
        })),
      ),
    )
  } finally {
    for (const { name } of clocks) if (!failed.has(name)) tallies.ran(name, clock())
  }
}

/**
 * Looks at all that is due by one clock, slice after slice. Of a slice that fails nothing is done; each of it is looked at by itself, and what
 * fails then is left for the next time. @throws what failed, once the others are done
 */
async function lookThrough(services: Services, partnershipId: string, look: Clock): Promise<void> {
  const failures: unknown[] = []
  for (let after = first, alone = 0, began = ''; ; ) {
    const most = alone > 0 ? 1 : atOnce
    let taken: readonly string[] = []
    try {
      await transactionIn(services, partnershipId, (tx, now) => {
        began ||= now
        const take = (ids: readonly string[]) => {
          taken = ids
        }
        return look({ tx, services, now, began, after, most, unharmed: failures.length === 0, take })
      })
    } catch (error) {
      const [only, ...others] = taken
      if (others.length > 0) {
        alone = taken.length
        continue
      }
      if (!only) throw error
      failures.push(error)
      services.log.error({ part: look.name, partnershipId, id: only, ...failureOf(error) }, 'due work failed')
    }
    alone = Math.max(alone - 1, 0)
    after = taken.at(-1) ?? after
    if (taken.length < most) break
    if (most > 1) await setTimeout(pause)
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} failed`)
}
