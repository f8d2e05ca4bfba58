import { Refusal } from '@alongside/shared/problems'
import type { Pool } from 'pg'
import type { Vault } from '../vault.ts'

/** Tries that cost nothing; from then on each failure doubles the wait, up to a quarter of an hour. */
const freeTries = 4
const longestSeconds = 900

const keyFor = (vault: Vault, what: string) => vault.mac('sign-in delays', what)

/** Delays rather than locks out, by address tried and by where from; known and unknown accounts alike. @throws Refusal request.too_many */
export async function refuseWhileDelayed(
  identity: Pool,
  vault: Vault,
  tried: readonly string[],
  now: string,
): Promise<void> {
  const { rows } = await identity.query<{ not_before: string }>(
    'SELECT not_before FROM sign_in_delays WHERE key = ANY ($1) AND not_before > $2 ORDER BY not_before DESC LIMIT 1',
    [tried.map((what) => keyFor(vault, what)), now],
  )
  const [delay] = rows
  if (!delay) return
  const seconds = Math.ceil((Date.parse(delay.not_before) - Date.parse(now)) / 1000)
  throw new Refusal('request.too_many', [], { retryAfterSeconds: seconds })
}

export async function noteFailure(
  identity: Pool,
  vault: Vault,
  tried: readonly string[],
  now: string,
): Promise<void> {
  await identity.query(
    `INSERT INTO sign_in_delays (key, failures, not_before) SELECT unnest($1::bytea[]), 1, $2::timestamptz
     ON CONFLICT (key) DO UPDATE SET failures = sign_in_delays.failures + 1,
       not_before = $2::timestamptz + make_interval(secs => CASE WHEN sign_in_delays.failures + 1 < $3 THEN 0
         ELSE LEAST($4, 2 ^ (sign_in_delays.failures + 1 - $3)) END)`,
    [tried.map((what) => keyFor(vault, what)), now, freeTries, longestSeconds],
  )
}

export async function forgetFailures(identity: Pool, vault: Vault, tried: readonly string[]): Promise<void> {
  await identity.query('DELETE FROM sign_in_delays WHERE key = ANY ($1)', [
    tried.map((what) => keyFor(vault, what)),
  ])
}
