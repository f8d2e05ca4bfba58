import { readCase } from '@alongside/shared/cases/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { freePort } from '../../test/free-port.ts'
import { givenEmergencyAccess, givenSubmitted } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'
import { relayOutbox } from './relay.ts'

const start = '2026-03-02T09:00:00Z'
const METRICS_PORT = await freePort()
const world = await openEastmarsh(start, { METRICS_PORT })
const { as, rows, clock, services, log } = world
beforeEach(() => clock.set(start))
afterEach(() => mend())

const waiting = () =>
  rows<{ id: string; type: string; tries: number }>(
    'SELECT id, type, tries FROM outbox_events WHERE relayed_at IS NULL ORDER BY id',
  )
const later = (seconds: number) => clock.set(new Date(Date.parse(clock.now()) + seconds * 1000).toISOString())
const gauge = async () =>
  /^events_not_carried (\d+)$/m.exec(
    await (await fetch(`http://127.0.0.1:${METRICS_PORT}/metrics`)).text(),
  )?.[1]

/** Emergency access is opened while nobody can be told of it. */
async function givenUntold() {
  const { caseId } = await givenSubmitted(world, { agrees: ['lantern', 'health'], refuses: [] })
  await world.runJobs()
  const { reference } = await done(as.outreach, readCase, { params: { caseId: caseId! } })
  await rows('REVOKE INSERT ON notifications FROM alongside_jobs')
  const { accessId } = await givenEmergencyAccess(world, 'police', reference)
  const told = async () =>
    (await done(as.coordinator, listNotifications, { query: { limit: 100 } })).items.filter(
      ({ subjectId, kind }) => subjectId === accessId && kind === 'emergency_access_to_review',
    ).length
  return { accessId, told }
}
const mend = () => rows('GRANT INSERT ON notifications TO alongside_jobs')

it('ACC-7 an event that cannot be carried is tried once more at once, stands aside, and is carried once the cause is gone', async () => {
  const { told } = await givenUntold()
  await relayOutbox(services)
  const failed = await waiting()
  expect(failed.length).toBeGreaterThan(0)
  expect(new Set(failed.map(({ tries }) => tries))).toEqual(new Set([2]))
  await relayOutbox(services)
  expect(await waiting()).toEqual(failed)
  expect(await gauge()).toBe(String(failed.length))

  await mend()
  await relayOutbox(services)
  expect(await told()).toBe(0)
  later(10)
  expect(await relayOutbox(services)).toBe(failed.length)
  expect([await told(), await waiting(), await gauge()]).toEqual([1, [], '0'])
})

it('ACC-7 it is never given up: for hours it is tried every quarter of an hour, and told once', async () => {
  const { told } = await givenUntold()
  const tries = async () => (await waiting())[0]?.tries ?? 0
  await relayOutbox(services)
  for (const [n, wait] of [10, 40, 160, 640].entries()) {
    later(wait - 1)
    await relayOutbox(services)
    expect(await tries()).toBe(n + 2)
    later(1)
    await relayOutbox(services)
    expect(await tries()).toBe(n + 3)
  }
  for (let quarter = 0; quarter < 12; quarter++) {
    later(15 * 60)
    const before = await tries()
    await relayOutbox(services)
    expect(await tries()).toBe(before + 1)
  }
  await mend()
  later(15 * 60)
  await relayOutbox(services)
  expect([await told(), await waiting()]).toEqual([1, []])
})

it('CNF-2 what could not be carried is in the log by type and kind of failure, without a name', async () => {
  const before = log.length
  await givenUntold()
  await relayOutbox(services)
  await mend()
  const told = log.slice(before).map((line) => JSON.parse(line) as Record<string, unknown>)
  const failures = told.filter(({ msg }) => msg === 'event not carried')
  expect(failures.map(({ type, tries, code }) => [type, tries, code])).toContainEqual([
    'emergency_access.taken',
    1,
    '42501',
  ])
  for (const failure of failures)
    expect(Object.keys(failure).sort()).toEqual(
      ['code', 'id', 'level', 'msg', 'nextTryAt', 'partnershipId', 'time', 'tries', 'type', 'where'].sort(),
    )
  later(10)
  await relayOutbox(services)
})

it('API-3 ACC-7 one of a batch that cannot be carried holds up none beside it: each of those is told once, and in order', async () => {
  await relayOutbox(services)
  const meetings = Array.from({ length: 45 }, () => newId())
  const bad = meetings[27] ?? ''
  for (const meetingId of meetings)
    await rows(
      `INSERT INTO outbox_events (id, partnership_id, type, data, at) VALUES ($1, $2, 'meeting.moved', $3, $4)`,
      [newId(), world.partnershipId, { meetingId }, clock.now()],
    )
  await rows(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not this one'; END $$`,
  )
  await rows(
    `CREATE TRIGGER refuse BEFORE INSERT ON agency_events FOR EACH ROW WHEN (NEW.data->>'meetingId' = '${bad}') EXECUTE FUNCTION refuse()`,
  )
  const told = async () =>
    (
      await rows<{ id: string }>(
        `SELECT data->>'meetingId' AS id FROM agency_events WHERE agency_id = $1 AND type = 'meeting.moved' ORDER BY position`,
        [world.agencies.police],
      )
    ).map(({ id }) => id)
  expect(await relayOutbox(services)).toBe(44)
  expect(await told()).toEqual(meetings.filter((id) => id !== bad))
  expect((await waiting()).map(({ type, tries }) => [type, tries])).toEqual([['meeting.moved', 2]])

  await rows('DROP TRIGGER refuse ON agency_events')
  later(10)
  expect(await relayOutbox(services)).toBe(1)
  expect(await told()).toEqual([...meetings.filter((id) => id !== bad), bad])
})
