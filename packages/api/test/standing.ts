import { isDeepStrictEqual } from 'node:util'
import type { Contract } from '@alongside/shared/contract'
import type { Call, Caller } from '../src/in-process.ts'
import type { World } from './world.ts'

/** A fingerprint of what a refusal must leave as it was: the audit of what was done, outbox, history, and these tables. */
export async function standing({ rows }: Pick<World, 'rows'>, ...tables: string[]): Promise<unknown> {
  const selects = ['outbox_events', 'history', ...tables].map(
    (table) => `(SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM ${table} t) AS ${table}`,
  )
  const [state] = await rows(
    `SELECT (SELECT count(*) FROM audit_events WHERE action NOT IN ('access.denied', 'system.token_refused')) AS audited, ${selects.join(', ')}`,
  )
  return state
}

/** How a call was refused: status and code; a third word when something changed all the same. */
export async function refusalOf<C extends Contract>(
  world: Pick<World, 'rows'>,
  tables: string[],
  caller: Caller,
  operation: C,
  call: Call<C>,
): Promise<unknown[]> {
  const before = await standing(world, ...tables)
  const { status, body } = await caller(operation, call)
  const after = await standing(world, ...tables)
  const { code } = body as { code?: string }
  return isDeepStrictEqual(before, after) ? [status, code] : [status, code, 'and something changed']
}
