import { withdrawConsent } from '@alongside/shared/consent/contract'
import { callEmergencyMeeting } from '@alongside/shared/emergency/contract'
import { listEvents, listEventTypes } from '@alongside/shared/events/contract'
import { confirmFlag } from '@alongside/shared/flags/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { acceptReferral } from '@alongside/shared/referrals/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenListed, givenSubmitted } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'
import { relayOutbox } from '../jobs/relay.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, services } = world
await givenCalendar(world)
await world.runJobs()

/** Everything that this person's agency is told from a place on, page by page. */
async function told(who: PersonName, from?: string, limit = 3) {
  const items: { id: string; type: string; data: Record<string, string> }[] = []
  let resume = from
  for (let cursor = from; ; ) {
    const page = await done(as[who], listEvents, { query: { limit, ...(cursor && { cursor }) } })
    items.push(...(page.items as typeof items))
    resume = page.resume ?? resume
    if (page.next === null) return { items, resume }
    cursor = page.next
  }
}
const here = async (who: PersonName) => (await told(who)).resume
const since = async (who: PersonName, from: string | undefined) =>
  (await told(who, from)).items.map(({ type }) => type)
const consentOf = async (caseId: string | null) =>
  (await rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [caseId]))[0]!.id
const withdraw = async (caseId: string | null) =>
  done(as.outreach, withdrawConsent, {
    params: { consentId: await consentOf(caseId) },
    body: { how: 'She said so' },
  })

it('API-3 an agency with a grant hears of the case, by ids alone; an agency without hears nothing of it', async () => {
  const [housing, police] = [await here('housing'), await here('police')]
  const { caseId, id } = await givenListed(world)
  await world.runJobs()
  const { items } = await told('housing', housing)
  expect(items.map(({ type }) => type)).toEqual(['case.access_began', 'flag.asked'])
  expect(items.every(({ data }) => data.caseId === caseId)).toBe(true)
  const text = JSON.stringify(items)
  for (const name of ['Rosa', 'Marnie', 'stairwell', 'accountId']) expect(text).not.toContain(name)
  expect(await since('police', police)).toEqual([])
  expect(JSON.stringify(await told('police'))).not.toContain(caseId)
  expect(JSON.stringify(await told('police'))).not.toContain(id)
})

it('API-3 the agency that made a referral hears what becomes of it, an agency that sees its case alone does not', async () => {
  const lead = await here('coordinator')
  const housing = await here('housing')
  await givenListed(world)
  await world.runJobs()
  // Lantern made it, and is its meeting's convener.
  expect(await since('coordinator', lead)).toEqual([
    'case.access_began',
    'referral.submitted',
    'referral.accepted',
    'flag.asked',
  ])
  expect(await since('housing', housing)).not.toContain('referral.accepted')
})

it('API-3, ACC-3 consent withdrawn: who loses the case is told that its access ended, and what it was told is left out', async () => {
  const housing = await here('housing')
  const { caseId } = await givenListed(world)
  await world.runJobs()
  const [flag] = await rows<{ version: number }>(
    'SELECT version FROM flags WHERE case_id = $1 AND agency_id = $2',
    [caseId, world.agencies.housing],
  )
  await done(as.housing, confirmFlag, {
    params: { caseId: caseId! },
    version: flag!.version,
    body: { on: '2026-03-02', reference: 'HH-1' },
  })
  await world.runJobs()
  expect(await since('housing', housing)).toEqual(['case.access_began', 'flag.asked', 'flag.confirmed'])
  const before = await here('housing')
  const lantern = await here('coordinator')
  world.clock.set('2026-03-02T09:10:00Z')
  await withdraw(caseId)
  await world.runJobs()
  const { items } = await told('housing', before)
  expect(items.map(({ type, data }) => [type, data.caseId])).toEqual([
    ['case.access_ended', caseId],
    // What to stop is read by the change; of the case itself it says nothing.
    ['sharing.changed', undefined],
    ['flag.ended', caseId],
  ])
  // What was readable before is no more; a cursor from before goes on.
  expect(await since('housing', housing)).toEqual(['case.access_ended', 'sharing.changed', 'flag.ended'])
  // Lantern's own referral stands: it sees the case still.
  expect(await since('coordinator', lantern)).toContain('consent.withdrawn')
})

it('API-3 an event told late is not told to an agency whose access ended meanwhile', async () => {
  const health = await here('health')
  const { caseId } = await givenSubmitted(world)
  world.clock.set('2026-03-02T09:20:00Z')
  await withdraw(caseId)
  await world.runJobs()
  expect(await since('health', health)).toEqual(['case.access_ended', 'sharing.changed'])
})

it('ACC-3 consent that lapses ends access, and says so', async () => {
  const { caseId } = await givenSubmitted(world)
  await world.runJobs()
  const health = await here('health')
  await rows(`UPDATE consents SET until_on = '2026-03-03' WHERE case_id = $1`, [caseId])
  await rows(
    `UPDATE sharing_grants SET until_at = '2026-03-04T00:00:00Z' WHERE case_id = $1 AND basis = 'consent'`,
    [caseId],
  )
  world.clock.set('2026-03-04T00:01:00Z')
  await world.runJobs()
  const heard = (await told('health', health)).items.filter(({ data }) => data.caseId === caseId)
  expect(heard.map(({ type }) => type)).toEqual(['case.access_ended'])
})

it('MTG-5, API-3 meetings are told to every agency; an emergency meeting to those alone that see its case', async () => {
  const { items } = await told('police')
  expect(items.filter(({ type }) => type === 'meeting.planned').length).toBeGreaterThanOrEqual(12)
  const [housing, police] = [await here('housing'), await here('police')]
  const { id } = await givenSubmitted(world)
  const [convener] = await rows<{ id: string }>(
    `SELECT id FROM accounts WHERE email = 'coordinator@alongside.example'`,
  )
  const emergency = await done(as.coordinator, callEmergencyMeeting, {
    params: { referralId: id },
    body: { people: [convener!.id], mode: 'phone', where: 'The conference line' },
  })
  await rows(
    `INSERT INTO outbox_events (id, partnership_id, type, data, at) VALUES ($1, $2, 'meeting.opened', $3, $4)`,
    [newId(), world.partnershipId, { meetingId: emergency.id }, world.clock.now()],
  )
  await world.runJobs()
  expect(await since('housing', housing)).toEqual(
    expect.arrayContaining(['meeting.called', 'meeting.opened']),
  )
  expect(await since('police', police)).toEqual([])
})

it('API-3 the feed is stable: each event once, oldest first, whatever the page; only the types asked for', async () => {
  const all = await told('coordinator', undefined, 100)
  const leafed = await told('coordinator', undefined, 1)
  expect(leafed.items).toEqual(all.items)
  expect(new Set(all.items.map(({ id }) => id)).size).toBe(all.items.length)
  const some = await done(as.coordinator, listEvents, { query: { types: 'referral.submitted', limit: 100 } })
  expect(some.items.map(({ id }) => id)).toEqual(
    all.items.filter(({ type }) => type === 'referral.submitted').map(({ id }) => id),
  )
  expect(await as.coordinator(listEvents, { query: { types: 'referral.unheard_of' } })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '?types' }] },
  })
  const { items } = await done(as.coordinator, listEventTypes)
  expect(items.find(({ type }) => type === 'case.access_ended')).toMatchObject({ ids: ['caseId'] })
})

it('API-3 two relays at once, and events committed late: whoever reads on misses none, and hears each once', async () => {
  const meetings = Array.from({ length: 40 }, () => newId())
  const late = newId()
  // Its id is older than all the others, and it is committed after them.
  const open = await services.pools.app.connect()
  const occur = (
    client: { query: (text: string, values: unknown[]) => Promise<unknown> },
    id: string,
    meetingId: string,
  ) =>
    client.query(
      `INSERT INTO outbox_events (id, partnership_id, type, data, at) VALUES ($1, $2, 'meeting.confirmed', $3, $4)`,
      [id, world.partnershipId, { meetingId }, world.clock.now()],
    )
  const from = await here('police')
  await open.query('BEGIN')
  await open.query(`SELECT set_config('app.partnership_id', $1, true)`, [world.partnershipId])
  await occur(open, newId(), late)
  for (const meetingId of meetings) await occur({ query: rows }, newId(), meetingId)

  const heard: string[] = []
  let resume = from
  let relaying = true
  const relays = Promise.all([1, 2, 3].map(() => relayOutbox(services))).finally(() => {
    relaying = false
  })
  const read = async () => {
    const page = await told('police', resume)
    heard.push(...page.items.map(({ data }) => data.meetingId ?? ''))
    resume = page.resume
  }
  while (relaying) await read()
  await relays
  await open.query('COMMIT')
  open.release()
  await Promise.all([relayOutbox(services), relayOutbox(services)])
  await read()
  expect(heard).toEqual([...meetings, late])
})

it('API-3 a relay that dies in the middle tells again what it had not committed, and nothing twice', async () => {
  const from = await here('police')
  const meetingId = newId()
  await rows(
    `INSERT INTO outbox_events (id, partnership_id, type, data, at) VALUES ($1, $2, 'meeting.moved', $3, $4)`,
    [newId(), world.partnershipId, { meetingId }, world.clock.now()],
  )
  // Everything is written, and the connection cut before the commit.
  await rows(`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$`)
  await rows(
    `CREATE TRIGGER die BEFORE UPDATE OF relayed_at ON outbox_events FOR EACH ROW WHEN (NEW.relayed_at IS NOT NULL) EXECUTE FUNCTION die()`,
  )
  await relayOutbox(services).catch(() => undefined)
  expect(await since('police', from)).toEqual([])
  await rows('DROP TRIGGER die ON outbox_events')
  world.clock.set(new Date(Date.parse(world.clock.now()) + 60_000).toISOString())
  await relayOutbox(services)
  await relayOutbox(services)
  const { items } = await told('police', from)
  expect(items.map(({ type, data }) => [type, data.meetingId])).toEqual([['meeting.moved', meetingId]])
})

it('ACC-8 API-3 a refused agency’s own systems hear what becomes of its own referral, and nothing else of the case', async () => {
  const { caseId, id, version } = await givenSubmitted(world, {
    by: 'police',
    agrees: ['lantern', 'police', 'housing'],
  })
  await world.runJobs()
  const police = await here('police')
  world.clock.set(new Date(Date.parse(world.clock.now()) + 60_000).toISOString())
  await done(as.coordinator, recordLimit, {
    params: { caseId: caseId! },
    body: { kind: 'agency', agencyId: world.agencies.police, saidOn: '2026-03-02' },
  })
  await world.runJobs()
  const refused = await here('police')
  await done(as.coordinator, acceptReferral, { params: { referralId: id }, version, body: {} })
  world.clock.set(new Date(Date.parse(world.clock.now()) + 60_000).toISOString())
  await withdraw(caseId)
  await world.runJobs()
  const { items } = await told('police', refused)
  expect(items.map(({ type, data }) => [type, data.referralId, data.caseId])).toEqual([
    ['referral.accepted', id, caseId],
  ])
  // Read again later it is there still.
  expect(await since('police', police)).toEqual(['case.access_ended', 'sharing.changed', 'referral.accepted'])
})
