import 'fake-indexeddb/auto'
import { runs } from '@alongside/shared/chance.test-support'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Device } from './device.ts'

const accounts = ['jo', 'sam'] as const
type Account = (typeof accounts)[number]
const tab = fc.nat(2)
const name = fc.constantFrom('referral', 'item')
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('keep' as const), tab, name }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('find' as const), tab, name }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('forget' as const), tab, name }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('leave' as const), tab, name }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('sign in' as const),
      tab,
      name,
      account: fc.constantFrom(...accounts),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const held = async (id: string) =>
  (await navigator.locks.query()).held?.some((lock) => lock.name?.endsWith(id)) ?? false

interface Page {
  account: Account
  device: Device
  /** What is kept here, by its name. */
  has: Map<string, number>
}

/** Three tabs of one browser, each some account’s or nobody’s, against what must be kept where. */
async function walk(steps: readonly Step[]): Promise<string[]> {
  const broken: string[] = []
  const pages: (Page | null)[] = [null, null, null]
  /** What tabs left that are gone, the oldest first. */
  let left: { account: Account; name: string; value: number }[] = []
  const leave = (at: number) => {
    const page = pages[at]
    if (!page) return
    page.device.close()
    pages[at] = null
    left.push(...[...page.has].map(([name, value]) => ({ account: page.account, name, value })))
    left.sort((a, b) => a.value - b.value)
  }
  const signIn = (at: number, account: Account) => {
    if (pages[at]?.account === account) return
    leave(at)
    const device = new Device(account, btoa(account.padEnd(32)), async (id) => !(await held(id)))
    pages[at] = { account, device, has: new Map() }
  }
  for (const at of pages.keys()) signIn(at, at < 2 ? 'jo' : 'sam')
  for (const [value, now] of steps.entries()) {
    vi.setSystemTime(value)
    const page = pages[now.tab]
    if (now.does === 'sign in') signIn(now.tab, now.account)
    else if (now.does === 'leave') leave(now.tab)
    if (!page) continue
    if (now.does === 'keep') {
      await page.device.keep(now.name, { title: '', parts: [], path: '/', value })
      page.has.set(now.name, value)
    } else if (now.does === 'forget') {
      await page.device.forget(now.name)
      page.has.delete(now.name)
    } else if (now.does === 'find') {
      const takes = left.findLast((one) => one.account === page.account && one.name === now.name)
      if (!page.has.has(now.name) && takes) {
        left = left.filter((one) => one !== takes)
        page.has.set(now.name, takes.value)
      }
      const found = await page.device.kept(now.name)
      if (found !== page.has.get(now.name))
        broken.push(`step ${value}: ${String(found)} instead of ${page.has.get(now.name)}`)
    }
  }
  // In the end everything is somewhere, once, and opens for its own account alone.
  for (const account of accounts) {
    const theirs = pages.filter((page) => page?.account === account)
    signIn(0, account)
    const all = (await pages[0]?.device.everything()) ?? []
    const expected = [
      ...left.filter((one) => one.account === account).map(({ value }) => value),
      ...theirs.flatMap((page) => [...(page?.has.values() ?? [])]),
    ]
    const found = all.map(({ value }) => value)
    if (String(found.toSorted()) !== String(expected.toSorted()))
      broken.push(`in the end ${account} has ${String(found)} instead of ${String(expected)}`)
  }
  for (const at of pages.keys()) leave(at)
  return broken
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const walks = runs(100)

test(
  'REF-12 whoever signs in, types, leaves and comes back in three tabs of one browser, each text is in one place, and hers alone',
  async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
          expect(await walk(steps)).toEqual([])
        })
        .beforeEach(
          () =>
            new Promise<void>((resolve, reject) => {
              const gone = indexedDB.deleteDatabase('alongside')
              gone.onsuccess = () => resolve()
              gone.onerror = () => reject(gone.error)
            }),
        ),
      { numRuns: walks },
    )
  },
  10_000 + walks * 100,
)
