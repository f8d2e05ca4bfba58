import { startImport } from '@alongside/shared/imports/contract'
import type { ImportKind } from '@alongside/shared/imports/kinds'
import type { Logger } from 'pino'
import type { Tx } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import { type Occasion, recordChange } from '../http/trace.ts'
import { transactionAs } from '../http/transaction.ts'
import type { Services } from '../services.ts'
import { checkImport } from './check.ts'
import {
  holdImport,
  keepFaults,
  markDone,
  markInterrupted,
  markProgress,
  openSource,
  sealImport,
} from './queries.ts'
import { writeActions } from './write-actions.ts'
import { writeAgencies, writePeople } from './write-partnership.ts'
import { writeReferrals } from './write-referrals.ts'
import type { Writing, Written } from './writing.ts'

const writers: Record<ImportKind, (writing: Writing) => Promise<Written>> = {
  agencies: writeAgencies,
  people: writePeople,
  referrals: writeReferrals,
  actions: writeActions,
}

/** A server that is about to stop gives up what it imports: nothing of it is kept, and it can be started again. */
class Stopping extends Error {}

/**
 * Imports in the background of this process, each in one transaction as whoever started it: a session or a place that
 * ends meanwhile ends it too. Its lock tells every replica that it still runs.
 */
export function importsInBackground(services: Services, log: Pick<Logger, 'warn'>) {
  const running = new Set<Promise<void>>()
  let stopping = false

  /** `now` is the moment of its context: what is granted from then on opens to its later statements. */
  const transaction = <T>(actor: Member, work: (tx: Tx, now: string) => Promise<T>) =>
    // The proof was given as it was started.
    transactionAs(services, actor, { ...startImport, stepUp: false }, work)

  async function run(actor: Member, occasion: Occasion, importId: string): Promise<void> {
    const { vault } = services
    const progress = async (done: number) => {
      if (stopping) throw new Stopping()
      await transaction(actor, (tx) => markProgress(tx, importId, done)).catch((error: { code?: string }) => {
        // A busy database may keep the count to itself; a session that has ended may not be worked in.
        if (error.code?.startsWith('AL')) throw error
      })
    }
    try {
      await transaction(actor, async (tx, now) => {
        if (!(await holdImport(tx, importId))) return
        const source = await openSource(tx, vault, importId)
        if (!source) return
        const checked = await checkImport(tx, vault, { ...source, now, actor })
        if (checked.checked.faults.length) {
          await keepFaults(tx, vault, importId, checked.checked)
          return
        }
        const { cases, events } = await writers[source.kind]({
          ...checked,
          tx,
          vault,
          actor,
          importId,
          now,
          progress,
        })
        await sealImport(tx, importId)
        await markDone(tx, importId, checked.checked.rows, now)
        await recordChange(
          tx,
          vault,
          { ...occasion, now },
          'import.done',
          { subjectId: importId, seen: cases },
          events,
        )
      })
      services.nudge()
    } catch (error) {
      log.warn(
        { code: (error as { code?: string }).code ?? (error as Error).constructor.name },
        'import interrupted',
      )
      // Whoever has no session any more cannot say so: that nobody holds its lock says it as well.
      await transaction(actor, (tx) => markInterrupted(tx, importId)).catch(() => undefined)
    }
  }

  return {
    begin: (actor: Member, occasion: Occasion, importId: string): void => {
      const run_ = run(actor, occasion, importId).finally(() => running.delete(run_))
      running.add(run_)
    },
    stop: async () => {
      stopping = true
      await Promise.all(running)
    },
  }
}
