import { countActions, listActions } from '@alongside/shared/actions/contract'
import { searchAudit } from '@alongside/shared/audit/contract'
import { listCases, readCase, readCaseAccess, searchCases } from '@alongside/shared/cases/contract'
import { listReferrals } from '@alongside/shared/referrals/contract'
import { readMyWork } from '@alongside/shared/work/contract'
import { afterAll, expect, it } from 'vitest'
import { misspelt, nameOf } from '../bench/people.ts'
import { queryTokens } from '../src/cases/name-tokens.ts'
import { done } from '../src/demo/found.ts'
import type { Caller } from '../src/in-process.ts'
import { held, holdings, openGrowing } from './grown.ts'

// What an agency's lists cost must not grow with what else its partnership holds.

const {
  world,
  asSmall,
  asCoordinator,
  asHolderOf,
  foundAgency,
  ears,
  size,
  grow,
  buffersOf,
  caseId,
  accountId,
} = await openGrowing('2026-03-02T09:00:00Z', 700)
afterAll(() => ears.stop())

/** What every agency's day begins with. */
const listsOf = (ask: Caller) => ({
  'referrals as they changed': () => ask(listReferrals, {}),
  'referrals by their clocks': () => ask(listReferrals, { query: { sort: 'due' } }),
  'referrals as they came': () => ask(listReferrals, { query: { sort: '-submitted' } }),
  cases: () => ask(listCases, {}),
  actions: () => ask(listActions, {}),
})
const listsOfHolders = Object.fromEntries(
  (
    await Promise.all(
      holdings.map(async (cases) =>
        Object.entries(listsOf(await asHolderOf(cases))).map(
          ([name, list]) => [`${name}, of ${cases}`, list] as const,
        ),
      ),
    )
  ).flat(),
)

const reads = {
  'referrals as they changed': () => asSmall(listReferrals, {}),
  'referrals by their clocks': () => asSmall(listReferrals, { query: { sort: 'due', state: 'discussed' } }),
  'referrals of one light': () => asSmall(listReferrals, { query: { sort: '-submitted', light: 'red' } }),
  'referrals to answer': () => asSmall(listReferrals, { query: { box: 'to_answer' } }),
  cases: () => asSmall(listCases, {}),
  actions: () => asSmall(listActions, {}),
  'actions of one light': () => asSmall(listActions, { query: { light: 'red' } }),
  'actions counted': () => asSmall(countActions, {}),
  'who has looked': () => asSmall(readCaseAccess, { params: { caseId } }),
  'my work': () => asSmall(readMyWork, {}),
  'a search': () => asSmall(searchCases, { body: { q: 'Marie Taylor' } }),
  'the coordinator’s referrals': () => asCoordinator(listReferrals, {}),
  'the coordinator’s cases': () => asCoordinator(listCases, {}),
  'the coordinator’s actions': () => asCoordinator(listActions, {}),
  ...listsOfHolders,
} satisfies Record<string, () => Promise<{ status: number }>>

/** What grows with what there is to say, and is planned once all the same. */
const others = {
  'one case': () => asSmall(readCase, { params: { caseId } }),
  'the coordinator’s search': () => asCoordinator(searchCases, { body: { q: 'Marie Taylor' } }),
  'the coordinator’s work': () => asCoordinator(readMyWork, {}),
  'the record of a case': () => asCoordinator(searchAudit, { query: { caseId } }),
  'what a person did': () => asCoordinator(searchAudit, { query: { accountId } }),
} satisfies Record<string, () => Promise<{ status: number }>>

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, one) => all + one, 0)

const convening = 'Agency 1 of BA'
const openTo = (agency: string, caseId: string) =>
  `EXISTS (SELECT FROM sharing_grants g JOIN agencies y ON y.id = g.agency_id WHERE g.case_id = ${caseId} AND y.name = '${agency}')`

/** What their agencies hold, as the tables have it: nothing in this partnership is joined, narrowed or closed to anybody. */
async function mustHoldTheSame() {
  for (const [ask, agency] of [
    [asSmall, `Agency of ${held}`],
    [asCoordinator, convening],
  ] as const) {
    const open = openTo(agency, 'coalesce(t.case_id, t.id)')
    const first = async (table: string, order: string) =>
      (
        await world.rows<{ id: string }>(
          `SELECT t.id FROM ${table} t WHERE ${open} ORDER BY ${order} LIMIT 50`,
        )
      ).map(({ id }) => id)
    const ids = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id)
    expect(ids(await done(ask, listReferrals, { query: { sort: 'due', limit: 50 } }))).toEqual(
      await first('referrals', 'due_at, id'),
    )
    expect(ids(await done(ask, listCases, { query: { limit: 50 } }))).toEqual(
      await first('(SELECT *, id AS case_id FROM cases)', 'opened_at DESC, id DESC'),
    )
    expect(ids(await done(ask, listActions, { query: { limit: 50 } }))).toEqual(
      await first('actions', 'due_at, id'),
    )
  }
}

async function touched() {
  const counts: Record<string, Record<string, number>> = {}
  for (const [name, read] of Object.entries(reads)) counts[name] = await buffersOf(read)
  return counts
}

it(`a list of an agency with ${held} grants, and one of who sees everything, touches as much in a partnership ten times as large`, async () => {
  for (let look = 0; look < 30; look++) await reads.cases()
  const [before, few] = [await size(), await touched()]
  await mustHoldTheSame()
  await grow(9)
  await mustHoldTheSame()
  const [after, many] = [await size(), await touched()]
  expect(after / before).toBe(10)
  // An index that became a page deeper is one more of four for each row that is found; looking through ten times as much is ten times as much.
  const total = (counts: typeof few) => Object.values(counts).reduce((all, one) => all + sum(one), 0)
  const grown = Object.entries(many).flatMap(([name, now]) => {
    const before = few[name] ?? {}
    const statements = Object.entries(now).map(
      ([statement, count]) => `${statement} ${before[statement]} → ${count}`,
    )
    return sum(now) < 2 * sum(before) ? [] : [`${name}: ${statements.join(', ')}`]
  })
  expect(grown).toEqual([])
  expect(total(many) / total(few)).toBeLessThan(1.5)
})

it('any agency’s list costs at most a fifth more than another’s that is as long, whatever share of its partnership it sees', async () => {
  await foundAgency(5_000)
  await world.owner.query('VACUUM ANALYZE')
  const costs = new Map<string, Record<string, number>>()
  for (const cases of [...holdings, 5_000])
    for (const [name, list] of Object.entries(listsOf(await asHolderOf(cases))))
      costs.set(name, { ...costs.get(name), [cases]: sum(await buffersOf(list)) })
  const dear = [...costs].filter(([, of]) => Math.max(...Object.values(of)) > 1.2 * (of[200] ?? 0))
  expect(dear).toEqual([])
})

it('a plan that is made once, whatever the values, touches little more than one that is made for them, in a partnership as lopsided as that', async () => {
  const worse: string[] = []
  for (const [name, read] of Object.entries({ ...reads, ...others })) {
    const [once, anew] = [await buffersOf(read), await buffersOf(read, 'force_custom_plan')]
    // Which of two short ways a plan takes hangs on samples of the tables: some hundred buffers. One that walks what nobody asked for takes thousands.
    for (const [statement, count] of Object.entries(once))
      if (count > 1.5 * (anew[statement] ?? 0) + 400)
        worse.push(`${name}: ${statement} ${anew[statement]} → ${count}`)
  }
  expect(worse).toEqual([])
})

/** All that fit by any token, weighed one by one. */
async function bestFits(q: string): Promise<string[]> {
  const [here] = await world.rows<{ id: string }>('SELECT id FROM partnerships')
  const tokens = queryTokens(world.services.vault, here?.id ?? '', q)
  const fits = await world.rows<{ id: string }>(
    `SELECT c.id FROM cases c CROSS JOIN LATERAL (SELECT sum(t.weight) AS weight FROM unnest($1::bigint[], $2::integer[]) AS t (token, weight)
        WHERE t.token = ANY (c.name_tokens)) w WHERE w.weight > 0 AND ${openTo(convening, 'c.id')} ORDER BY w.weight DESC, c.id DESC`,
    [tokens.map(({ token }) => token), tokens.map(({ weight }) => weight)],
  )
  return fits.map(({ id }) => id)
}

it('REF-10 where thousands fit by something, those come first that fit best, as if all had been weighed', async () => {
  const name = nameOf(7)
  const [first = ''] = misspelt(name).split(' ')
  for (const q of [name, misspelt(name), first, `The ${name.split(' ')[1]}`]) {
    const { items } = await done(asCoordinator, searchCases, { body: { q, limit: 10 } })
    const fits = await bestFits(q)
    expect(fits.length).toBeGreaterThan(10)
    expect([q, items.map(({ id }) => id)]).toEqual([q, fits.slice(0, 10)])
  }
})

it('REF-10 of thousands that fit alike a search gives the newest two hundred, page by page', async () => {
  const found: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await done(asCoordinator, searchCases, {
      body: { q: 'the', limit: 100, ...(cursor && { cursor }) },
    })
    found.push(...page.items.map(({ id }) => id))
    cursor = page.next
  }
  expect(found).toEqual((await bestFits('the')).slice(0, 200))
})
