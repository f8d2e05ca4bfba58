import { readCase } from '@alongside/shared/cases/contract'
import { changeLight, respondToReferral } from '@alongside/shared/referrals/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenSubmitted } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { consentTo, indicators } from '../demo/answers.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
await givenCalendar(world)
await world.runJobs()
const demoNames = ['Rosa', 'Marnie', 'Jo Mbeki', 'Ada Quist', 'Neil Vale']

const toldOf = async (person: keyof typeof world.as, kind: string) =>
  (await done(world.as[person], listNotifications)).items.filter((notification) => notification.kind === kind)
    .length

it('REF-8 a clock warns before, then tells lead, safeguarding lead and coordinator, each once', async () => {
  world.clock.set('2026-03-02T10:00:00Z')
  const { id, reference } = await givenSubmitted(world, {
    agrees: ['lantern', 'police', 'health'],
    answers: { addressedTo: { meeting: false, agencies: [world.agencies.police] } },
  })
  await world.runJobs()
  expect(await toldOf('police', 'referral_to_answer')).toBe(1)
  const leadAndCoordinator = async () => [
    await toldOf('police', 'response_clock_out'),
    await toldOf('coordinator', 'response_clock_out'),
  ]

  world.clock.set('2026-03-02T12:59:00Z')
  await world.runJobs()
  expect(await toldOf('police', 'response_clock_nearly_out')).toBe(0)
  world.clock.set('2026-03-02T13:00:00Z')
  await world.runJobs()
  await world.runJobs()
  expect(await toldOf('police', 'response_clock_nearly_out')).toBe(1)
  world.clock.set('2026-03-02T14:00:00Z')
  await world.runJobs()
  expect(await leadAndCoordinator()).toEqual([1, 0])
  world.clock.set('2026-03-02T15:00:00Z')
  await world.runJobs()
  // The police's lead is its safeguarding lead too.
  expect(await leadAndCoordinator()).toEqual([2, 0])
  world.clock.set('2026-03-02T16:00:00Z')
  await world.runJobs()
  await world.runJobs()
  expect(await leadAndCoordinator()).toEqual([2, 1])

  const [told] = (await done(world.as.coordinator, listNotifications)).items
  expect(told).toMatchObject({ subjectId: id, reference })
})

it('REF-8 an answered referral warns and escalates no more', async () => {
  world.clock.set('2026-03-03T10:00:00Z')
  const { id, version } = await givenSubmitted(world, {
    agrees: ['lantern', 'housing'],
    answers: { addressedTo: { meeting: false, agencies: [world.agencies.housing] } },
  })
  await done(world.as.housing, respondToReferral, {
    params: { referralId: id },
    version,
    body: { response: 'accepted', worker: 'Sam Osei' },
  })
  world.clock.set('2026-03-03T20:00:00Z')
  await world.runJobs()
  expect(await toldOf('housing', 'response_clock_out')).toBe(0)
  expect(await toldOf('outreach', 'referral_answered')).toBe(1)
})

it('REF-8 a raised light shortens the clock from submission', async () => {
  world.clock.set('2026-03-04T10:00:00Z')
  const amber = await givenSubmitted(world, {
    answers: { indicators: indicators({ use_escalating: 'By her own account' }) },
  })
  expect(amber.light).toBe('amber')
  world.clock.set('2026-03-04T11:00:00Z')
  const red = await done(world.as.outreach, changeLight, {
    params: { referralId: amber.id },
    version: amber.version,
    body: { light: 'red', reason: 'He came to the drop-in asking for her.' },
  })
  expect(Date.parse(red.dueAt ?? '')).toBe(Date.parse('2026-03-04T14:00:00Z'))
  const lowered = await world.as.outreach(changeLight, {
    params: { referralId: red.id },
    version: red.version,
    body: { light: 'amber', reason: 'I was wrong' },
  })
  expect(lowered.status).toBe(403)
  const byCoordinator = await done(world.as.coordinator, changeLight, {
    params: { referralId: red.id },
    version: red.version,
    body: { light: 'amber', reason: 'He has left town.' },
  })
  expect(byCoordinator).toMatchObject({ light: 'amber', computedLight: 'amber' })
  expect(
    byCoordinator.history.filter(({ field }) => field === 'light').map(({ to, reason }) => [to, reason]),
  ).toEqual([
    ['amber', null],
    ['red', 'He came to the drop-in asking for her.'],
    ['amber', 'He has left town.'],
  ])
})

it('ACC-3 CON-3 consent lapses at the end of its last day; it is put on record and told to those who held the case', async () => {
  world.clock.set('2026-03-05T10:00:00Z')
  const { caseId } = await givenSubmitted(world, {
    answers: { consent: consentUntil('2026-03-10') },
  })
  world.clock.set('2026-03-11T00:00:00Z')
  await world.runJobs()
  await world.runJobs()
  expect((await world.as.housing(readCase, { params: { caseId: caseId! } })).status).toBe(404)
  const file = await done(world.as.outreach, readCase, { params: { caseId: caseId! } })
  expect(file.consents[0]?.lapsedAt).not.toBeNull()
  expect(file.basisInForce).toBe(false)
  expect([await toldOf('housing', 'sharing_lost'), await toldOf('outreach', 'consent_lapsed')]).toEqual([
    1, 1,
  ])
})

it('CNF-2 no mail names anyone, or says more than that something waits', () => {
  const mails = world.services.mailer.caught()
  expect(mails.length).toBeGreaterThan(5)
  for (const { subject, text } of mails)
    for (const name of demoNames) expect(`${subject} ${text}`).not.toContain(name)
})

it('MTG-1 the calendar holds the next twelve months, whatever day it is', async () => {
  world.clock.set('2026-09-20T09:00:00Z')
  await world.runJobs()
  const [row] = await world.rows<{ count: number }>(
    'SELECT count(*)::int FROM meetings WHERE starts_at > $1',
    [world.clock.now()],
  )
  expect(row?.count).toBeGreaterThanOrEqual(12)
})

const consentUntil = (until: string) =>
  consentTo([world.agencies.lantern, world.agencies.housing], { givenOn: '2026-03-05', until })

it('ACC-3 CON-3 ACC-11 a clock that fails in one partnership holds up no other clock, no other partnership, and no seal; the run fails at its end', async () => {
  world.clock.set('2026-09-21T10:00:00Z')
  const { caseId } = await givenSubmitted(world, {
    answers: { consent: consentTo([world.agencies.lantern], { givenOn: '2026-09-21', until: '2026-09-25' }) },
  })
  await world.runJobs()
  const [first] = await world.rows<{ id: string }>('SELECT id FROM partnerships ORDER BY id LIMIT 1')
  const [whole] = await world.rows<{ text: string }>(
    `SELECT pg_get_functiondef('app.note_lapsed_sharing'::regproc) AS text`,
  )
  // Of the partnership that is looked at first.
  await world.rows(
    whole!.text.replace(
      'BEGIN\n',
      `BEGIN IF app.partnership_id() = '${first!.id}' THEN RAISE 'Marnie'; END IF;\n`,
    ),
  )
  const before = world.log.length
  await done(world.as.outreach, readCase, { params: { caseId: caseId! } })
  world.clock.set('2026-09-26T10:00:00Z')
  await expect(world.runJobs()).rejects.toThrow('failed')
  await world.rows(whole!.text)

  expect(await toldOf('outreach', 'consent_lapsed')).toBe(2)
  expect(
    await world.rows('SELECT 1 FROM audit_events WHERE seal_id IS NULL AND action = $1', ['case.read']),
  ).toEqual([])
  const said = world.log.slice(before).map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(
    said
      .filter(({ msg }) => msg === 'due work failed')
      .map(({ part, partnershipId, code }) => [part, partnershipId, code]),
  ).toEqual([['sharingClocks', first!.id, 'P0001']])
  expect(world.log.slice(before).join('')).not.toContain('Marnie')
  await world.runJobs()
})

it('OPS-5 what falls due at once is worked off some at a time, and what fails of it holds up nothing beside it', async () => {
  world.clock.set('2026-09-28T10:00:00Z')
  const { caseId } = await givenSubmitted(world, { agrees: ['lantern'] })
  await world.runJobs()
  const ids = Array.from({ length: 260 }, () => newId())
  const bad = ids[230] ?? ''
  await world.rows(
    `INSERT INTO actions (partnership_id, id, reference, case_id, owner_agency_id, what, priority, due_on, due_at, created_at)
      SELECT partnership_id, a.id, 'EM-2020-' || lpad(a.n::text, 6, '0'), c.id, agency_id, '\\x00', 'usual', opened_at::date, opened_at, opened_at
        FROM cases c, unnest($2::uuid[]) WITH ORDINALITY AS a (id, n) WHERE c.id = $1`,
    [caseId, ids],
  )
  await world.rows(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not this one'; END $$`,
  )
  await world.rows(
    `CREATE TRIGGER refuse BEFORE UPDATE ON actions FOR EACH ROW WHEN (NEW.id = '${bad}') EXECUTE FUNCTION refuse()`,
  )
  const left = () => world.rows('SELECT id FROM actions WHERE id = ANY ($1) AND stage < 4', [ids])
  world.clock.set('2026-09-28T10:01:00Z')
  const before = world.log.length
  await expect(world.runJobs()).rejects.toThrow('failed')
  expect(await left()).toEqual([{ id: bad }])
  const together = await world.rows<{ many: number }>(
    'SELECT count(*)::int AS many FROM actions WHERE id = ANY ($1) GROUP BY xmin::text HAVING count(*) > 1 ORDER BY 1',
    [ids],
  )
  expect(together).toEqual([{ many: 200 }])
  const said = world.log.slice(before).map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(
    said.filter(({ msg }) => msg === 'due work failed').map(({ part, id, code }) => [part, id, code]),
  ).toEqual([['actionClocks', bad, 'P0001']])
  await world.rows('DROP TRIGGER refuse ON actions')
  await world.runJobs()
  expect(await left()).toEqual([])
})

it('a database that goes away while the queue works does not end the process, and the queue goes on after', async () => {
  const boss = await world.queue().started()
  const busy = boss
    .getDb()
    .executeSql('SELECT pg_sleep(60)')
    .catch((error: unknown) => error)
  const asleep = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query = 'SELECT pg_sleep(60)'`
  await expect.poll(() => world.rows(asleep)).toHaveLength(1)
  await world.rows(`SELECT pg_terminate_backend(pid, 5000) FROM (${asleep}) AS cut`)
  expect(await busy).toBeInstanceOf(Error)
  expect((await boss.getDb().executeSql('SELECT 1 AS alive')).rows).toEqual([{ alive: 1 }])
})
