import { readCase } from '@alongside/shared/cases/contract'
import { readSession } from '@alongside/shared/sessions/contract'
import type { PoolClient } from 'pg'
import { expect, it } from 'vitest'
import { givenDraft, givenSubmitted } from '../../test/given.ts'
import { sqlAs } from '../../test/sql-as.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

/** What holds when every query of the application is forgotten: statements as its role, in an actor's context. */
const world = await openEastmarsh('2026-03-31T19:20:00Z')
const { within: asRole } = sqlAs(world, world.database.appUrl)

const { caseId } = await givenSubmitted(world, { agrees: ['lantern', 'health'] })
const caseTables = [
  'cases',
  'referrals',
  'referral_recipients',
  'consents',
  'sharing_grants',
  'voices',
  'history',
]

const as = <T>(who: PersonName, work: (client: PoolClient) => Promise<T>) => asRole(emailOf(who), work)
const count = async (client: PoolClient, table: string) =>
  (await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)).rows[0]?.count

it('ACC-2 an agency with a grant reads the rows of its case', async () => {
  await done(world.as.midwife, readSession)
  for (const table of caseTables)
    expect([table, await as('midwife', (client) => count(client, table))]).not.toEqual([table, 0])
})

it.each(caseTables)(
  'ACC-2 without a grant, SELECT on %s gives nothing, whatever it asks for',
  async (table) => {
    expect(await as('constable', (client) => count(client, table))).toBe(0)
  },
)

it.each(caseTables)('ACC-1 from another partnership, SELECT on %s gives nothing', async (table) => {
  expect(await asRole('coordinator@westvale.example', (client) => count(client, table))).toBe(0)
})

it.each([...caseTables, 'partnerships', 'agencies', 'memberships', 'data_keys', 'audit_events'])(
  'ACC-1 with no context, SELECT on %s gives nothing',
  async (table) => {
    expect(await asRole(null, (client) => count(client, table))).toBe(0)
  },
)

it.each([
  ['ACC-1 a session of another', `SELECT count(*) FROM sessions`],
  ['ACC-1 a password', 'SELECT password_hash FROM accounts'],
  ['ACC-2 a grant that is lengthened', 'UPDATE sharing_grants SET until_at = NULL'],
  ['ACC-2 a grant that is deleted', 'DELETE FROM sharing_grants'],
  ['CON-3 a consent record that is deleted', 'DELETE FROM consents'],
  ['ACC-7 an audit event that is altered', `UPDATE audit_events SET action = 'case.listed'`],
  ['ACC-7 an audit event that is deleted', 'DELETE FROM audit_events'],
  ['ACC-7 an audit that is emptied', 'TRUNCATE audit_events'],
  ['ACC-7 history that is rewritten', `UPDATE history SET new_value = 'green'`],
  ['ACC-7 a seal', 'SELECT * FROM audit_seals'],
  ['ACC-1 a policy that is switched off', 'ALTER TABLE cases DISABLE ROW LEVEL SECURITY'],
])('%s: the application’s role is refused', async (_, statement) => {
  await expect(as('coordinator', (client) => client.query(statement))).rejects.toMatchObject({
    code: '42501',
  })
})

it.each([
  [
    'a word of hers',
    `INSERT INTO voices (id, case_id, words, given, recorded_at, recorded_by)
    VALUES (gen_random_uuid(), $1, '', 'in_writing', now(), app.account_id())`,
  ],
  [
    'history',
    `INSERT INTO history (id, case_id, subject, subject_id, field, at) VALUES (gen_random_uuid(), $1, 'case', $1, 'state', now())`,
  ],
])('ACC-2 %s cannot be written into a case without a grant on it', async (_, statement) => {
  await expect(as('constable', (client) => client.query(statement, [caseId]))).rejects.toMatchObject({
    code: '42501',
  })
  await expect(
    asRole('coordinator@westvale.example', (client) => client.query(statement, [caseId])),
  ).rejects.toMatchObject({ code: '42501' })
})

it.each([
  ['her agency’s own referral', 'own_referral', 'referral_id', 'SELECT id FROM referrals WHERE case_id = $1'],
  ['a draft of her own', 'own_referral', 'referral_id', 'SELECT id FROM referrals WHERE case_id IS NULL'],
  ['her consent', 'consent', 'consent_id', 'SELECT id FROM consents WHERE case_id = $1'],
])('ACC-2 nobody lets her own agency in by a grant that claims %s', async (_, basis, column, record) => {
  await givenDraft(world, { by: 'constable' })
  const [rests] = await world.rows<{ id: string }>(`${record} LIMIT 1`, record.includes('$1') ? [caseId] : [])
  const statement = `INSERT INTO sharing_grants (id, case_id, agency_id, basis, ${column}, from_at)
    VALUES (gen_random_uuid(), $1, app.grants_to(), $2, $3, app.moment())`
  await expect(
    as('constable', (client) => client.query(statement, [caseId, basis, rests?.id])),
  ).rejects.toMatchObject({ code: '42501' })
})

it('ACC-2 the case cannot be changed without a grant on it', async () => {
  const changed = await as('constable', (client) => client.query(`UPDATE cases SET light = 'green'`))
  expect(changed.rowCount).toBe(0)
})

it('ACC-7 even the tables’ owner changes no audit event', async () => {
  await expect(world.rows(`UPDATE audit_events SET action = 'case.listed'`)).rejects.toMatchObject({
    code: '42501',
  })
  await expect(world.rows('DELETE FROM audit_events')).rejects.toMatchObject({ code: '42501' })
  await expect(world.rows('TRUNCATE audit_events')).rejects.toMatchObject({ code: '42501' })
})

it('ACC-6 a case without a grant and an id that never was get the same answer', async () => {
  const unknown = '019a0000-0000-7000-8000-00000000dead'
  const answers = await Promise.all(
    [caseId ?? '', unknown].map((id) => world.as.constable(readCase, { params: { caseId: id } })),
  )
  const [ungranted, never] = answers.map(({ status, body }) => ({ status, ...body, instance: null }))
  expect(ungranted).toEqual(never)
  expect(ungranted).toMatchObject({ status: 404, code: 'not_found' })
})

it('ACC-5 while the agency’s agreements are not in force, nobody of it reads a case', async () => {
  await world.rows(`UPDATE agencies SET standing_until = $1 WHERE name = 'Eastmarsh Hospital'`, [
    world.clock.now(),
  ])
  const refused = await world.as.midwife(readCase, { params: { caseId: caseId ?? '' } })
  expect([refused.status, (refused.body as unknown as { code: string }).code]).toEqual([
    403,
    'agreement.unsigned',
  ])
})
