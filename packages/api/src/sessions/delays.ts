import { Refusal } from '@alongside/shared/problems'
import ipaddr from 'ipaddr.js'
import type { Pool } from 'pg'
import { atMoment } from '../db/pool.ts'
import type { Services } from '../services.ts'
import type { Vault } from '../vault.ts'

/** Tries are counted under each of these. Seconds, but for `free`, which is tries; the wait beyond them doubles from two seconds. */
interface Count {
  key: Buffer
  free: number
  longest: number
  /** They halve in that time; else one of them wears off in `one`. */
  halves: number | null
  one: number | null
  /** Whether a right try clears it. */
  clears: boolean
}

interface Tried {
  /** Whose proof it is, as it was typed. */
  account: string
  /** The network address that it comes from. */
  from: string
  /** A browser in which this account was signed in to before (IDN-2): others' tries do not hold it up. */
  device?: string | null
}

const minutes = 60

/** Of IPv6 the first 64 bits: whoever has one address there has them all. An address of IPv4 that comes written as one of IPv6 is the same. */
function placeOf(from: string): string {
  const address = ipaddr.process(from)
  return address instanceof ipaddr.IPv6 ? `${address.parts.slice(0, 4).join(':')}::/64` : address.toString()
}

/**
 * IDN-2: one guesser at one account waits soonest and longest. Many places at one account slow it a little, so that nobody can
 * shut its holder out; one place at many accounts is slowed late, since whole offices share an address.
 */
function countsFor(vault: Vault, { account, from, device = null }: Tried): Count[] {
  const keyed = (what: string) => vault.mac('sign-in delays', what)
  const own = { free: 5, longest: 15 * minutes, halves: 15 * minutes, one: null, clears: true }
  if (device) return [{ key: keyed(`${account} by ${device}`), ...own }]
  const place = placeOf(from)
  return [
    { key: keyed(`${account} from ${place}`), ...own },
    { key: keyed(account), free: 30, longest: 30, halves: 60 * minutes, one: null, clears: false },
    { key: keyed(`from ${place}`), free: 60, longest: 60, halves: null, one: 30, clears: false },
  ]
}

/**
 * A try at proving who one is: `look` gives what it opened, null where the proof was wrong. It is counted before it is
 * looked at, on every replica alike, and given back when it was right: sixty at once gain nothing. Those at one account wait here
 * for each other, so that a system that rightly asks for many tokens at once is not held up by itself. Delays rather than locks out;
 * known and unknown accounts alike. The keys are keyed hashes: the table is no list of who exists, or of who tried.
 * @throws Refusal request.too_many, and whatever `look` throws, for which nobody waits
 */
export function guarded<T>(
  services: Pick<Services, 'pools' | 'vault' | 'clock' | 'tallies'>,
  tried: Tried,
  look: () => Promise<T | null>,
): Promise<T | null> {
  const { account, device } = tried
  return inTurn(device ? `${account} by ${device}` : account, () => counted(services, tried, look))
}

async function counted<T>(
  { pools: { identity }, vault, clock, tallies }: Pick<Services, 'pools' | 'vault' | 'clock' | 'tallies'>,
  tried: Tried,
  look: () => Promise<T | null>,
): Promise<T | null> {
  const counts = countsFor(vault, tried)
  await countTry(identity, clock, counts, (seconds) => {
    tallies.signIns.delayed += 1
    tallies.delaySeconds += seconds
  })
  let found: T | null
  try {
    found = await look()
  } catch (error) {
    // Nothing was learnt of the proof: this try is no try, and those before it count on.
    await giveBack(identity, clock, counts, 'this try')
    throw error
  }
  tallies.signIns[found === null ? 'wrong' : 'opened'] += 1
  if (found !== null) await giveBack(identity, clock, counts, 'a right one')
  return found
}

/** @throws Refusal request.too_many */
const countTry = (
  identity: Pool,
  clock: () => string,
  counts: readonly Count[],
  delayed: (seconds: number) => void,
): Promise<void> =>
  atMoment(identity, clock, async (db, now) => {
    const { rows } = await db.query<{ until: string | null }>(
      'SELECT app.count_try($1, $2, $3, $4, $5, $6) AS until',
      [
        counts.map(({ key }) => key),
        counts.map(({ free }) => free),
        counts.map(({ longest }) => longest),
        counts.map(({ halves }) => halves),
        counts.map(({ one }) => one),
        now,
      ],
    )
    const until = rows[0]?.until
    if (!until) return
    const retryAfterSeconds = Math.ceil((Date.parse(until) - Date.parse(now)) / 1000)
    delayed(retryAfterSeconds)
    throw new Refusal('request.too_many', [], { retryAfterSeconds })
  })

/** One good password is no licence to guess at others: of the place, and of the account elsewhere, no more than this try is forgotten. */
const giveBack = (
  identity: Pool,
  clock: () => string,
  counts: readonly Count[],
  what: 'a right one' | 'this try',
) =>
  atMoment(identity, clock, (db, now) => {
    const [cleared, given] = [true, false].map((clears) =>
      counts.filter((count) => (what === 'a right one' && count.clears) === clears).map(({ key }) => key),
    )
    return db.query('SELECT app.give_back_try($1, $2, $3)', [cleared, given, now])
  })

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
