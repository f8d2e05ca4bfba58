import type { PoolClient } from 'pg'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { outcomeOf, sqlAs } from '../../test/sql-as.ts'
import { openEastmarsh } from '../../test/world.ts'
import { type AgencyName, emailOf, type PersonName } from '../demo/cast.ts'
import { newId } from '../ids.ts'

/** Her limits as the database itself holds them, whatever the API's queries say: statements as the application's role. */
const now = '2026-03-31T19:20:00Z'
const world = await openEastmarsh(now)
const { rows, agencies } = world
const sql = sqlAs(world, world.database.appUrl)
const within = <T>(who: PersonName, work: (client: PoolClient) => Promise<T>) =>
  sql.within(emailOf(who), work)

const fileOf = async (by: PersonName, agrees: AgencyName[]) =>
  (await givenSubmitted(world, { by, agrees })).caseId ?? ''
const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]?.id

interface Said {
  kind?: 'agency' | 'worker' | 'purpose' | 'telling'
  agency?: AgencyName
  account?: PersonName
}
/** She says it to Lantern; gives its id. */
const says = async (caseId: string, { kind = 'agency', agency, account }: Said) => {
  const id = newId()
  await rows(
    `INSERT INTO limits (partnership_id, id, case_id, kind, agency_id, account_id, words, said_on, recorded_at, recorded_by, promised_by)
      VALUES ($1, $2, $3, $4, $5, $6, '', '2026-03-31', $7, $8, $9)`,
    [
      ...[world.partnershipId, id, caseId, kind, agency ? agencies[agency] : null],
      ...[account ? await accountOf(account) : null, now, await accountOf('outreach'), agencies.lantern],
    ],
  )
  return id
}
const lifts = (id: string) =>
  rows(`UPDATE limits SET lifted_at = $2, lifted_by = recorded_by, lifted_words = '' WHERE id = $1`, [
    id,
    now,
  ])
const joins = async (caseId: string, joined: string) => {
  const id = newId()
  await rows(
    `INSERT INTO joined_files (partnership_id, id, case_id, joined_case_id, reason, joined_at, joined_by)
      VALUES ($1, $2, $3, $4, '', $5, $6)`,
    [world.partnershipId, id, caseId, joined, now, await accountOf('coordinator')],
  )
  return id
}
const parts = (id: string) =>
  rows(`UPDATE joined_files SET undone_at = $2, undone_by = joined_by, undone_reason = '' WHERE id = $1`, [
    id,
    now,
  ])

/** What hangs on a file, by how many rows of each that person reads. */
const reads = (who: PersonName, caseId: string) =>
  within(who, async (client) => {
    const seen: Record<string, number | null> = {}
    for (const table of [
      ...['cases', 'referrals', 'consents', 'voices', 'limits'],
      ...['characteristics', 'own_characteristics'],
    ])
      seen[table] = (
        await client.query(`SELECT 1 FROM ${table} WHERE ${table === 'cases' ? 'id' : 'case_id'} = $1`, [
          caseId,
        ])
      ).rowCount
    return seen
  })
const sees = (who: PersonName, caseId: string) =>
  within(who, async (client) => {
    const { rows: found } = await client.query<{ whole: boolean; own: boolean }>(
      'SELECT app.sees_case($1) AS whole, app.sees_own_record($1) AS own',
      [caseId],
    )
    return found[0]?.whole ? 'the case' : found[0]?.own ? 'its own record' : 'nothing'
  })

it('ACC-8 ACC-3 a limit ends what rests on her consent at once, and lifting it brings nothing back', async () => {
  const file = await fileOf('outreach', ['lantern', 'health'])
  expect(await sees('midwife', file)).toBe('the case')
  const limit = await says(file, { agency: 'health' })
  expect([await sees('midwife', file), await sees('outreach', file)]).toEqual(['nothing', 'the case'])
  await lifts(limit)
  expect(await sees('midwife', file)).toBe('nothing')
})

it('ACC-8 a refused agency’s own referral stays its own: what others said on the file is closed to it until she lifts it', async () => {
  const file = await fileOf('constable', ['lantern', 'police'])
  await rows(
    `INSERT INTO voices (partnership_id, id, case_id, words, given, recorded_at, recorded_by, agency_id) VALUES ($1, $2, $3, '', 'in_writing', $4, $5, $6)`,
    [world.partnershipId, newId(), file, now, await accountOf('outreach'), world.agencies.lantern],
  )
  expect(await reads('constable', file)).toMatchObject({ cases: 1, referrals: 1, voices: 2 })
  const limit = await says(file, { agency: 'police' })
  expect(await sees('constable', file)).toBe('its own record')
  expect(await reads('constable', file)).toEqual({
    cases: 1,
    referrals: 1,
    consents: 1,
    voices: 1,
    limits: 0,
    // As it was told them itself: own_characteristics.
    characteristics: 0,
    own_characteristics: 1,
  })
  expect(await within('constable', (client) => outcomeOf(client, 'UPDATE cases SET light = light'))).toBe(1)
  await lifts(limit)
  expect(await sees('constable', file)).toBe('the case')
})

it('ACC-8 REF-10 a limit binds every file of the person while they are joined, on whichever of them it was said', async () => {
  const [known, again] = [
    await fileOf('outreach', ['lantern', 'health']),
    await fileOf('constable', ['lantern', 'police', 'health']),
  ]
  expect(await sees('police', again)).toBe('the case')
  const join = await joins(known, again)
  // «Not the police» was said on the file that is known.
  expect([await sees('police', again), await sees('police', known)]).toEqual(['its own record', 'nothing'])
  expect(await sees('midwife', again)).toBe('the case')
  // And what is said on the joined file holds on the one that goes on.
  await says(again, { agency: 'health' })
  expect([await sees('midwife', again), await sees('midwife', known)]).toEqual(['nothing', 'nothing'])
  await parts(join)
  expect([await sees('police', again), await sees('midwife', again)]).toEqual(['the case', 'nothing'])
})

it('ACC-8 a grant by consent to an agency that she refused never opens, whoever writes it', async () => {
  const file = await fileOf('outreach', ['lantern', 'health'])
  await rows(
    `INSERT INTO sharing_grants (partnership_id, id, case_id, agency_id, basis, consent_id, from_at)
      SELECT partnership_id, $2, case_id, $3, 'consent', id, $4 FROM consents WHERE case_id = $1`,
    [file, newId(), agencies.police, now],
  )
  expect(await sees('constable', file)).toBe('nothing')
})

it('ACC-8 ACC-7 nobody of a refused agency lets herself in by an emergency', async () => {
  const file = await fileOf('outreach', ['lantern', 'health'])
  const take = (who: PersonName) =>
    within(who, async (client) => {
      const id = newId()
      await client.query(
        `INSERT INTO emergency_accesses (id, case_id, account_id, agency_id, data_key_id, reason, at)
          VALUES ($1, $2, app.account_id(), app.agency_id(), (SELECT id FROM data_keys LIMIT 1), '', $3)`,
        [id, file, now],
      )
      return outcomeOf(client, 'SELECT app.open_emergency_access($1, $2, $3)', [id, newId(), now])
    })
  expect(await Promise.all((['police', 'housing'] as const).map(take))).toEqual(['AL420', 1])
})

it('ACC-8 sharing without consent, which rests on the law, stands for seven days past a limit; what an agency gave itself opens its own record alone', async () => {
  const file = await fileOf('constable', ['lantern', 'police'])
  const given = async (agency: AgencyName, by: AgencyName) => {
    const [record, grant] = [newId(), newId()]
    await rows(
      `WITH w AS (INSERT INTO without_consents (partnership_id, id, case_id, record, review_on, recorded_at, recorded_by, agency_id)
          VALUES ($1, $2, $3, '', '2026-06-30', $4, $5, $6))
        INSERT INTO sharing_grants (partnership_id, id, case_id, agency_id, basis, without_consent_id, from_at)
        VALUES ($1, $7, $3, $8, 'without_consent', $2, $4)`,
      [
        ...[world.partnershipId, record, file, now, await accountOf('outreach'), agencies[by]],
        ...[grant, agencies[agency]],
      ],
    )
    return grant
  }
  const [lawful, toItself] = [await given('police', 'lantern'), await given('police', 'police')]
  await says(file, { agency: 'police' })
  const found = await rows<{ id: string; narrowed: boolean; days: number }>(
    `SELECT id, narrowed, extract(day FROM until_at - $2::timestamptz)::int AS days FROM sharing_grants WHERE id = ANY ($1) ORDER BY narrowed`,
    [[lawful, toItself], now],
  )
  expect(found).toEqual([
    { id: lawful, narrowed: false, days: 7 },
    { id: toItself, narrowed: true, days: 7 },
  ])
  expect(await sees('constable', file)).toBe('the case')
})

it('ACC-8 ACC-2 whom she refuses in person is shut out of all her files, and her colleagues are not', async () => {
  const file = await fileOf('outreach', ['lantern', 'health'])
  const limit = await says(file, { kind: 'worker', agency: 'health', account: 'midwife' })
  expect([await sees('midwife', file), await sees('health', file)]).toEqual(['nothing', 'the case'])
  expect(await reads('midwife', file)).toMatchObject({ cases: 0, referrals: 0, voices: 0 })
  await lifts(limit)
  expect(await sees('midwife', file)).toBe('the case')
})

it('ACC-8 a chair and a coordinator step out where she refuses their agency; its own workers keep what they wrote', async () => {
  const file = await fileOf('health', ['lantern', 'health'])
  await says(file, { agency: 'lantern' })
  expect(
    await Promise.all(
      (['chair', 'coordinator', 'outreach', 'health'] as const).map((who) => sees(who, file)),
    ),
  ).toEqual(['nothing', 'nothing', 'nothing', 'the case'])
})

it('ACC-8 nobody lifts or confirms what she said of her own agency, nor changes what she said, nor takes it away', async () => {
  const file = await fileOf('outreach', ['lantern', 'health'])
  const [mine = '', other = ''] = [
    await says(file, { kind: 'worker', agency: 'lantern', account: 'chair' }),
    await says(file, { kind: 'worker', agency: 'health', account: 'midwife' }),
  ]
  const lift = `UPDATE limits SET lifted_at = $2, lifted_by = app.account_id(), lifted_words = '' WHERE id = $1`
  await within('outreach', async (client) => {
    expect(await outcomeOf(client, lift, [mine, now])).toBe(0)
    expect(await outcomeOf(client, 'UPDATE limits SET confirmed_at = $2 WHERE id = $1', [mine, now])).toBe(0)
    expect(await outcomeOf(client, lift, [other, now])).toBe(1)
    expect(await outcomeOf(client, lift, [other, now])).toBe(0)
    expect(await outcomeOf(client, 'DELETE FROM limits')).toBe('42501')
    expect(await outcomeOf(client, `UPDATE limits SET kind = 'telling'`)).toBe('42501')
    expect(await outcomeOf(client, 'UPDATE sharing_grants SET narrowed = false')).toBe('42501')
  })
  // The police, whom she refused on that file, do not know of it.
  await within('constable', async (client) => expect(await outcomeOf(client, lift, [other, now])).toBe(0))
})

it('CON-3 REF-10 a withdrawal reaches a file that is joined later: what was recorded before it ends too, and what came after stays', async () => {
  const [known, again, newer] = [
    await fileOf('outreach', ['lantern', 'health']),
    await fileOf('housing', ['lantern', 'health', 'housing']),
    await fileOf('drugs', ['lantern', 'health', 'drugs']),
  ]
  await rows(`UPDATE consents SET withdrawn_at = $2 WHERE case_id = $1`, [known, now])
  await rows(`UPDATE consents SET recorded_at = $2 WHERE case_id = $1`, [newer, '2026-03-31T19:21:00Z'])
  await joins(known, again)
  await joins(known, newer)
  expect(await Promise.all([again, newer].map((file) => sees('midwife', file)))).toEqual([
    'nothing',
    'the case',
  ])
  expect(await rows('SELECT withdrawn_at FROM consents WHERE case_id = $1', [again])).toMatchObject([
    { withdrawn_at: now },
  ])
})

it('ACC-8 the functions that work limits in are nobody’s to call', async () => {
  await within('coordinator', async (client) => {
    for (const call of [
      'app.apply_limits(app.partnership_id(), $1, now())',
      'app.apply_withdrawal(app.partnership_id(), $1, now())',
      'app.hold_person(app.partnership_id(), $1)',
      'app.person_of(app.partnership_id(), $1)',
      'app.files_of_person(app.partnership_id(), $1)',
    ])
      expect([call, await outcomeOf(client, `SELECT ${call}`, [newId()])]).toEqual([call, '42501'])
  })
})

it('IDN-5 ACC-8 the database lifts no no of hers for whoever did not prove that she is there', async () => {
  const caseId = await fileOf('outreach', ['health'])
  const limit = await says(caseId, { agency: 'police' })
  const lift = (client: PoolClient) =>
    outcomeOf(
      client,
      'UPDATE limits SET lifted_at = app.moment(), lifted_by = app.account_id() WHERE id = $1',
      [limit],
    )
  // Signing in is a proof, for five minutes.
  expect(await within('outreach', lift)).toBe(1)
  expect(
    await within('outreach', async (client) => {
      await client.query(`SELECT set_config('app.proved', '', true)`)
      return lift(client)
    }),
  ).toBe('AL405')
})
