import { DatabaseError } from 'pg'
import { RolledBack } from './pool.ts'

/** Why the database could not do for the moment what it was asked, for whoever looks after it. */
type TroubleCause =
  | 'connection_lost'
  | 'connections_exhausted'
  | 'disk_full'
  | 'idle_in_transaction'
  | 'io_error'
  | 'lock_timeout'
  | 'out_of_resources'
  | 'pool_exhausted'
  | 'raced'
  | 'read_only'
  | 'rolled_back'
  | 'shutting_down'
  | 'statement_timeout'
  | 'unreachable'

export interface Trouble {
  /** Null where it was not Postgres that said it. */
  sqlstate: string | null
  cause: TroubleCause
}

/** By SQLSTATE, the first that it begins with. 25006: what was the primary is a standby by now. */
const states: readonly [string, TroubleCause][] = [
  ['53100', 'disk_full'],
  ['53300', 'connections_exhausted'],
  ['53', 'out_of_resources'],
  ['55P03', 'lock_timeout'],
  ['57014', 'statement_timeout'],
  ['57', 'shutting_down'],
  ['58', 'io_error'],
  ['08', 'connection_lost'],
  ['40', 'raced'],
  ['25006', 'read_only'],
  ['25P03', 'idle_in_transaction'],
]

/** What pg and the system say without a SQLSTATE. The first is said by the pool itself: all its connections are in use. */
const words: readonly [RegExp, TroubleCause][] = [
  [/timeout exceeded when trying to connect/, 'pool_exhausted'],
  [/ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|ENOENT|due to connection timeout/, 'unreachable'],
  [
    /ECONNRESET|EPIPE|Connection terminated|timeout exceeded|Client has encountered a connection error|not queryable/,
    'connection_lost',
  ],
]

/** What keeps the database from an answer that it would give a moment later; null of any other error. */
export function troubleOf(error: unknown): Trouble | null {
  if (error instanceof RolledBack) return { sqlstate: null, cause: 'rolled_back' }
  if (!(error instanceof Error)) return null
  const { code = '' } = error as { code?: string }
  if (error instanceof DatabaseError) {
    const cause = states.find(([state]) => code.startsWith(state))?.[1]
    return cause ? { sqlstate: code, cause } : null
  }
  const cause = words.find(([said]) => said.test(error.message) || said.test(code))?.[1]
  return cause ? { sqlstate: null, cause } : null
}
