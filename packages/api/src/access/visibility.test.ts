import { Client } from 'pg'
import { afterAll, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { query } from '../../test/query.ts'
import { grantInForce, placeInForce } from './visibility.ts'

const database = await createTestDatabase()
const app = new Client(database.appUrl)
await app.connect()
afterAll(async () => {
  await app.end()
  await database.drop()
})

const planOf = async (text: string) =>
  (await app.query<{ 'QUERY PLAN': string }>(`EXPLAIN (VERBOSE) ${text}`)).rows
    .map((row) => row['QUERY PLAN'])
    .join('\n')

it.each([
  ['before it begins', '08:59:59.999999', false],
  ['at the instant from which it is given', '09:00', true],
  ['until just before its end', '09:59:59.999999', true],
  ['at the instant of its end', '10:00', false],
] as const)('ACC-2 a grant is in force %s: %s, %s', async (_, time, inForce) => {
  const at = `'2026-03-02 ${time}Z'::timestamptz`
  const held = `(VALUES ('2026-03-02 09:00Z'::timestamptz, '2026-03-02 10:00Z'::timestamptz)) AS g(from_at, until_at)`
  expect(await query(database.appUrl, `SELECT ${grantInForce(at)} AS "inForce" FROM ${held}`)).toEqual([
    { inForce },
  ])
})

it('ACC-2 a grant without an end is in force for good, and not before it begins', async () => {
  const held = `(VALUES ('2026-03-02 09:00Z'::timestamptz, NULL::timestamptz)) AS g(from_at, until_at)`
  expect(
    await query(
      database.appUrl,
      `SELECT ${grantInForce(`'2126-01-01Z'`)} AS later, ${grantInForce(`'2026-03-01Z'`)} AS sooner FROM ${held}`,
    ),
  ).toEqual([{ later: true, sooner: false }])
})

it.each(['cases', 'referrals', 'safeguarding_notifications', 'history', 'flags'])(
  'the rule of who sees %s stands in the plan as its text, which finds grants by their index, and not as a call for every row',
  async (table) => {
    const plan = await planOf(`SELECT * FROM ${table}`)
    expect(plan).toContain('sharing_grants')
    expect(plan).not.toMatch(/grants_opening\(|in_force\(|Function Scan/)
  },
)

it('that a grant or a place is in force stands in the plan as its text', async () => {
  await app.query(
    `PREPARE in_force(timestamptz) AS SELECT FROM sharing_grants g, memberships m WHERE ${grantInForce('$1')} AND ${placeInForce('app.moment()')}`,
  )
  const plan = await planOf('EXECUTE in_force(now())')
  expect(plan).toContain('until_at IS NULL')
  expect(plan).toContain('ended_at IS NULL')
  expect(plan).not.toContain('in_force(')
})
