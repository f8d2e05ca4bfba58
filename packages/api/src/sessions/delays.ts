import { Refusal } from '@alongside/shared/problems'
import type { Pool } from 'pg'
import type { Vault } from '../vault.ts'

/** Failures are counted under each of these; beyond `free` of them every further one doubles the wait, up to `longest` seconds. */
interface Count {
  what: string
  free: number
  longest: number
}

/**
 * One guesser at one account waits soonest and longest. Many places at one account slow it a little, so that nobody can
 * shut its holder out; one place at many accounts is slowed late, since whole offices share an address.
 */
const countsFor = (email: string, from: string): Count[] => [
  { what: `${email} from ${from}`, free: 4, longest: 900 },
  { what: email, free: 30, longest: 30 },
  { what: `from ${from}`, free: 60, longest: 900 },
]

/** A try at signing in. Its keys are keyed hashes: the table is no list of who exists, or of who tried. */
export function signInDelays(identity: Pool, vault: Vault, email: string, from: string) {
  const counts = countsFor(email, from).map(({ what, ...count }) => ({
    key: vault.mac('sign-in delays', what),
    ...count,
  }))
  const keys = counts.map(({ key }) => key)

  return {
    /** Delays rather than locks out; known and unknown accounts alike. @throws Refusal request.too_many */
    async refuseWhileDelayed(now: string): Promise<void> {
      const { rows } = await identity.query<{ not_before: string }>(
        'SELECT not_before FROM sign_in_delays WHERE key = ANY ($1) AND not_before > $2 ORDER BY not_before DESC LIMIT 1',
        [keys, now],
      )
      const [delay] = rows
      if (!delay) return
      const seconds = Math.ceil((Date.parse(delay.not_before) - Date.parse(now)) / 1000)
      throw new Refusal('request.too_many', [], { retryAfterSeconds: seconds })
    },

    async noteFailure(now: string): Promise<void> {
      await identity.query(
        `INSERT INTO sign_in_delays AS d (key, failures, not_before)
           SELECT key, 1, $4::timestamptz FROM unnest($1::bytea[], $2::int[], $3::int[]) AS c(key, free, longest)
         ON CONFLICT (key) DO UPDATE SET failures = d.failures + 1, not_before = $4::timestamptz + make_interval(secs => (
           SELECT CASE WHEN d.failures + 1 < c.free THEN 0 ELSE LEAST(c.longest, 2 ^ LEAST(d.failures + 1 - c.free, 20)) END
             FROM unnest($1::bytea[], $2::int[], $3::int[]) AS c(key, free, longest) WHERE c.key = d.key))`,
        [keys, counts.map(({ free }) => free), counts.map(({ longest }) => longest), now],
      )
    },

    /** A success clears the account's counts, and not the place's: one good password is no licence to guess at others. */
    async forgetFailures(): Promise<void> {
      await identity.query('DELETE FROM sign_in_delays WHERE key = ANY ($1)', [keys.slice(0, 2)])
    },
  }
}
