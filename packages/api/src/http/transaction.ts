import { Refusal } from '@alongside/shared/problems'
import { DatabaseError, type QueryResult } from 'pg'
import { type Tx, withTransaction } from '../db/pool.ts'
import type { Services } from '../services.ts'
import type { Actor } from './actor.ts'
import { type Entered, entering } from './gate.ts'
import { causeOf } from './problems.ts'

/**
 * One transaction in the actor's context. Its moment is the one at which it had a connection: a request that waited for
 * one sees what was granted meanwhile. Where a case was disposed of since the last one, what was opened is forgotten before anything is answered.
 */
export function transactionAs<T>(
  services: Services,
  actor: Actor,
  asked: Entered,
  work: (tx: Tx, now: string, commit: () => void) => Promise<T>,
): Promise<T> {
  let now = ''
  const enter = () => {
    now = services.clock()
    return entering(actor, asked, now)
  }
  return withTransaction(
    services.pools.app,
    enter,
    (tx, commit) => work(tx, now, commit),
    ({ rows }: QueryResult<{ generation: number }>) => services.vault.heardOf(rows[0]?.generation ?? 0),
  )
}

/** Unique and exclusion violations, serialization failures, deadlocks: what two do who do not know of each other. */
const raced: ReadonlySet<string | undefined> = new Set(['23505', '23P01', '40001', '40P01'])

const stateOf = (error: unknown): string | undefined => {
  const cause = causeOf(error)
  return cause instanceof DatabaseError ? cause.code : undefined
}

export const isRaced = (error: unknown): boolean => raced.has(stateOf(error))

/** The database does not let through what the rules just did: by the next try they know why. */
const isForbidden = (error: unknown) => stateOf(error) === '42501'

/**
 * A change that met another one is tried once more: by then the other stands, and the rules say what it means for this
 * one. All that it did is undone by then, its idempotency key included. So is one that found nothing: a row that it
 * waited for, and that changed hands meanwhile, is gone for the statement that waited, and there for the next.
 * @throws Refusal request.raced when it met another one again
 */
export async function onceMore<T>(change: () => Promise<T>): Promise<T> {
  try {
    return await change()
  } catch (error) {
    if (!isRaced(error) && !isForbidden(error) && !(error instanceof Refusal && error.code === 'not_found'))
      throw error
  }
  try {
    return await change()
  } catch (error) {
    throw isRaced(error) ? new Refusal('request.raced') : error
  }
}
