import { Refusal } from '@alongside/shared/problems'
import type { Pool } from 'pg'
import { atMoment } from '../db/pool.ts'
import type { Services } from '../services.ts'
import type { Vault } from '../vault.ts'

/** Failures are counted under each of these; beyond `free` of them every further one doubles the wait, up to `longest` seconds. */
interface Count {
  key: Buffer
  free: number
  longest: number
}

/**
 * One guesser at one account waits soonest and longest. Many places at one account slow it a little, so that nobody can
 * shut its holder out; one place at many accounts is slowed late, since whole offices share an address.
 */
function countsFor(vault: Vault, account: string, from: string): Count[] {
  const keyed = (what: string) => vault.mac('sign-in delays', what)
  return [
    { key: keyed(`${account} from ${from}`), free: 4, longest: 900 },
    { key: keyed(account), free: 30, longest: 30 },
    { key: keyed(`from ${from}`), free: 60, longest: 900 },
  ]
}

/**
 * A try at proving who one is: `look` gives what it opened, null where the proof was wrong. Delays rather than locks out;
 * known and unknown accounts alike. Tries from one place are looked at one after the other, and those at one account: as
 * many at once are refused as would be if each waited for the one before. The keys are keyed hashes: the table is no list
 * of who exists, or of who tried.
 * @throws Refusal request.too_many
 */
export function guarded<T>(
  { pools: { identity }, vault, clock }: Pick<Services, 'pools' | 'vault' | 'clock'>,
  { account, from }: { account: string; from: string },
  look: () => Promise<T | null>,
): Promise<T | null> {
  const counts = countsFor(vault, account, from)
  const tried = async () => {
    await refuseWhileDelayed(identity, clock, counts)
    const found = await look()
    await (found === null ? noteFailure(identity, clock, counts) : forgetFailures(identity, counts))
    return found
  }
  return inTurn(`from ${from}`, () => inTurn(account, tried))
}

const last = new Map<string, Promise<unknown>>()

/** Once all that came before under the same name has ended, however it ended. */
async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const mine = (last.get(name) ?? Promise.resolve()).then(work, work)
  last.set(name, mine)
  try {
    return await mine
  } finally {
    if (last.get(name) === mine) last.delete(name)
  }
}

async function refuseWhileDelayed(
  identity: Pool,
  clock: () => string,
  counts: readonly Count[],
): Promise<void> {
  await atMoment(identity, clock, async (db, now) => {
    const { rows } = await db.query<{ not_before: string }>(
      'SELECT not_before FROM sign_in_delays WHERE key = ANY ($1) AND not_before > $2 ORDER BY not_before DESC LIMIT 1',
      [counts.map(({ key }) => key), now],
    )
    const [delay] = rows
    if (!delay) return
    const seconds = Math.ceil((Date.parse(delay.not_before) - Date.parse(now)) / 1000)
    throw new Refusal('request.too_many', [], { retryAfterSeconds: seconds })
  })
}

/** A day without any, and they begin anew: else an office would be slowed for good by what its people once mistyped. */
const failures = `(CASE WHEN d.not_before < $4::timestamptz - interval '1 day' THEN 1 ELSE d.failures + 1 END)`

const noteFailure = (identity: Pool, clock: () => string, counts: readonly Count[]) =>
  atMoment(identity, clock, (db, now) =>
    db.query(
      `INSERT INTO sign_in_delays AS d (key, failures, not_before)
         SELECT key, 1, $4::timestamptz FROM unnest($1::bytea[], $2::int[], $3::int[]) AS c(key, free, longest)
       ON CONFLICT (key) DO UPDATE SET failures = ${failures}, not_before = $4::timestamptz + make_interval(secs => (
         SELECT CASE WHEN ${failures} < c.free THEN 0 ELSE LEAST(c.longest, 2 ^ LEAST(${failures} - c.free, 20)) END
           FROM unnest($1::bytea[], $2::int[], $3::int[]) AS c(key, free, longest) WHERE c.key = d.key))`,
      [
        counts.map(({ key }) => key),
        counts.map(({ free }) => free),
        counts.map(({ longest }) => longest),
        now,
      ],
    ),
  )

/** A success clears the account's counts, and not the place's: one good password is no licence to guess at others. */
const forgetFailures = (identity: Pool, counts: readonly Count[]) =>
  identity.query('DELETE FROM sign_in_delays WHERE key = ANY ($1)', [
    counts.slice(0, 2).map(({ key }) => key),
  ])
