import type { Logger } from 'pino'
import { failureOf } from '../log.ts'

/** A part of due work, by the name that the log gives it, and in which partnership where it is one's. */
export interface Part {
  part: string
  partnershipId?: string
  work: () => Promise<unknown>
}

/**
 * Does one after the other, whatever becomes of those before: what fails is logged and holds up nothing behind it. Fails
 * itself at the end, where any did.
 */
export async function doEach(log: Logger, parts: readonly Part[]): Promise<void> {
  const failures: unknown[] = []
  for (const { work, ...which } of parts)
    try {
      await work()
    } catch (error) {
      failures.push(error)
      // One that is made of failures has logged each of them.
      if (!(error instanceof AggregateError)) log.error({ ...which, ...failureOf(error) }, 'due work failed')
    }
  if (failures.length) throw new AggregateError(failures, `${failures.length} of ${parts.length} failed`)
}
