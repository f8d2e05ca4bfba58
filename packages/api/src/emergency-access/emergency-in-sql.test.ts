import type { PoolClient } from 'pg'
import { expect, it } from 'vitest'
import { givenEmergencyAccess, givenSubmitted } from '../../test/given.ts'
import { outcomeOf, sqlAs } from '../../test/sql-as.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { newId } from '../ids.ts'

/** What an emergency opens as the database itself holds it, whatever the API's queries say: statements as its role. */
const now = '2026-03-31T19:20:00Z'
const world = await openEastmarsh(now)
const { rows, clock } = world
const sql = sqlAs(world, world.database.appUrl)
const within = <T>(who: PersonName, work: (client: PoolClient) => Promise<T>) =>
  sql.within(emailOf(who), work)
const caseId = async () =>
  (await givenSubmitted(world, { agrees: ['lantern', 'health'], refuses: [] })).caseId ?? ''
const [file, other] = [await caseId(), await caseId()]
const referenceOf = async (id: string) =>
  (await rows<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [id]))[0]?.reference ?? ''

const asks = async (client: PoolClient, id: string, at = 'app.moment()', account = 'app.account_id()') =>
  outcomeOf(
    client,
    `INSERT INTO emergency_accesses (id, case_id, account_id, agency_id, data_key_id, reason, at)
      VALUES ($1, $2, ${account}, app.agency_id(), (SELECT id FROM data_keys LIMIT 1), '', ${at})`,
    [id, file],
  )
const opens = (client: PoolClient, id: string) =>
  outcomeOf(client, 'SELECT app.open_emergency_access($1, $2, $3)', [id, newId(), now])

it('ACC-7 it is asked for now, for oneself, and opened once; an old record opens nothing', async () => {
  await within('police', async (client) => {
    expect(await asks(client, newId(), `app.moment() - interval '1 hour'`)).toBe('42501')
    const constable = `(SELECT id FROM accounts WHERE name = 'PC Dana Frost')`
    expect(await asks(client, newId(), undefined, constable)).toBe('42501')
    const id = newId()
    expect([await asks(client, id), await opens(client, id), await opens(client, id)]).toEqual([
      1,
      1,
      '42501',
    ])
    const { rows: granted } = await client.query<{ hours: number }>(
      `SELECT extract(hour FROM until_at - from_at)::int AS hours FROM sharing_grants WHERE emergency_access_id = $1 AND account_id = app.account_id()`,
      [id],
    )
    expect(granted).toEqual([{ hours: 4 }])
  })
  const { accessId } = await givenEmergencyAccess(world, 'police', await referenceOf(file))
  clock.set('2026-04-01T19:20:00Z')
  await within('police', async (client) => {
    expect(await opens(client, accessId)).toBe('42501')
    expect(
      await outcomeOf(
        client,
        `INSERT INTO sharing_grants (id, case_id, agency_id, account_id, basis, emergency_access_id, from_at, until_at)
          VALUES ($1, $2, app.agency_id(), app.account_id(), 'emergency_access', $3, app.moment(), app.moment() + interval '1 hour')`,
        [newId(), file, accessId],
      ),
    ).toBe('42501')
  })
  clock.set(now)
})

it('ACC-2 nobody who sees a case gives a grant on another’s record, on a consent that has ended, or in an emergency’s name', async () => {
  const [consent] = await rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [other])
  const [own] = await rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [file])
  const grant = `INSERT INTO sharing_grants (id, case_id, agency_id, basis, consent_id, from_at)
    VALUES ($1, $2, $4, 'consent', $3, app.moment())`
  await within('outreach', async (client) => {
    const gives = (record: string) =>
      outcomeOf(client, grant, [newId(), file, record, world.agencies.housing])
    expect(await gives(consent?.id ?? '')).toBe('23503')
    expect(await gives(own?.id ?? '')).toBe(1)
    await client.query('UPDATE consents SET withdrawn_at = app.moment() WHERE id = $1', [own?.id])
    expect(await gives(own?.id ?? '')).toBe('42501')
  })
})

it('ACC-6 no function says whether there is a case, to who may not see it', async () => {
  await within('constable', async (client) => {
    const { rows: answers } = await client.query(
      `SELECT app.opens_own_file(c, r.id) AS opens, app.withdrawal_met(c) AS withdrew, app.consent_stands(c) AS stands
        FROM unnest($1::uuid[]) c LEFT JOIN referrals r ON true`,
      [[file, newId()]],
    )
    expect(new Set(answers.map((row) => JSON.stringify(row))).size).toBe(1)
    expect(
      await outcomeOf(client, 'SELECT app.withdrawal_stands(app.partnership_id(), $1, now())', [file]),
    ).toBe('42501')
  })
})

it('ACC-7 what an emergency alone opens is not written, but for her words, an action, a contact, a way to reach her, safeguarding with the children it names, whom it is closed to, and the record itself', async () => {
  await givenEmergencyAccess(world, 'police', await referenceOf(file))
  const guarded = await rows<{ name: string }>(
    `SELECT tablename AS name FROM pg_policies WHERE policyname = 'not_in_emergency' ORDER BY 1`,
  )
  const hanging = await rows<{ name: string }>(
    `SELECT c.table_name AS name FROM information_schema.columns c
      WHERE c.table_schema = 'public' AND c.column_name = 'case_id'
        AND has_table_privilege('alongside_app', format('%I.%I', c.table_schema, c.table_name), 'INSERT') ORDER BY 1`,
  )
  const names = new Set(guarded.map(({ name }) => name))
  expect(hanging.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([
    'actions',
    'audit_events',
    'case_exclusions',
    'children',
    'contact_attempts',
    'history',
    'idempotency_keys',
    'joined_files',
    'meetings',
    'notified_children',
    'safeguarding_notifications',
    'sharing_grants',
    'voices',
    'ways_to_reach',
  ])
  await within('police', async (client) => {
    const hers = `case_id = '${file}'`
    for (const [change, outcome] of [
      [`UPDATE cases SET light = 'green' WHERE id = '${file}'`, 'AL421'],
      [`UPDATE referrals SET light = 'green' WHERE ${hers}`, 'AL421'],
      [`UPDATE consents SET withdrawn_at = app.moment() WHERE ${hers}`, 'AL421'],
      [
        `INSERT INTO consents (id, case_id, record, given_on, until_on, recorded_at, recorded_by)
          VALUES ('${newId()}', '${file}', '', '2026-03-31', '2026-06-30', app.moment(), app.account_id())`,
        'AL421',
      ],
      [
        `INSERT INTO limits (id, case_id, kind, agency_id, words, said_on, recorded_at, recorded_by)
          VALUES ('${newId()}', '${file}', 'agency', app.agency_id(), '', '2026-03-31', app.moment(), app.account_id())`,
        'AL421',
      ],
      [
        `INSERT INTO sharing_grants (id, case_id, agency_id, basis, referral_id, from_at)
          SELECT '${newId()}', case_id, app.agency_id(), 'own_referral', id, app.moment() FROM referrals WHERE ${hers}`,
        'AL421',
      ],
      [
        `INSERT INTO voices (id, case_id, words, given, recorded_at, recorded_by)
          VALUES ('${newId()}', '${file}', '', 'in_writing', app.moment(), app.account_id())`,
        1,
      ],
    ] as const)
      expect([change, await outcomeOf(client, change)]).toEqual([change, outcome])
  })
})
