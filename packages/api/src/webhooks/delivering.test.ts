import { withdrawConsent } from '@alongside/shared/consent/contract'
import { listEvents } from '@alongside/shared/events/contract'
import * as contract from '@alongside/shared/webhooks/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenListed, givenSubmitted } from '../../test/given.ts'
import { hour, openWebhooks, second } from '../../test/given-webhooks.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'
import { relayOutbox } from '../jobs/relay.ts'
import { deliverWebhooks } from './deliver.ts'
import { openOutbound } from './outbound.ts'

const { as, rows, services, clock, world, receiver, later, endpoint, happens, verified, meetingsIn } =
  await openWebhooks()

/** Waits for nobody for long: a receiver that gets it at all has got it by then. */
const impatient = {
  ...services,
  outbound: openOutbound({ ...services.config, WEBHOOK_TIMEOUT_MS: 3_000 }, { resolve: async () => [] }),
}

it('API-3 a delivery is signed after Standard Webhooks 1.0: it verifies, and neither altered nor old does it', async () => {
  const there = await receiver()
  const { secret } = await endpoint('housing', there)
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  const meetingId = await happens()
  await world.runJobs()
  const [received] = there.received
  expect(verified(secret, received!)).toEqual({
    type: 'meeting.confirmed',
    timestamp: expect.stringMatching(/Z$/),
    data: { meetingId },
  })
  const { items } = await done(as.housing, listEvents, { query: { types: 'meeting.confirmed' } })
  expect(received!.headers['webhook-id']).toBe(items.at(-1)?.id)
  const altered = { ...received!, body: received!.body.replace(meetingId, newId()) }
  expect(() => verified(secret, altered)).toThrow('No matching signature')
  const other = { ...received!, headers: { ...received!.headers, 'webhook-id': newId() } }
  expect(() => verified(secret, other)).toThrow('No matching signature')
  later(6 * 60 * second)
  expect(() => verified(secret, received!)).toThrow('too old')
})

it('API-3 in the order in which the agency was told, of the types that it wishes, by ids alone', async () => {
  const [all, some] = [await receiver(), await receiver()]
  await endpoint('housing', all)
  await endpoint('housing', some, ['meeting.moved'])
  const told: string[] = []
  for (const type of ['meeting.confirmed', 'meeting.moved', 'agenda.published', 'meeting.moved'])
    told.push(await happens(type))
  await world.runJobs()
  expect(meetingsIn(all)).toEqual(told)
  expect(meetingsIn(some)).toEqual([told[1], told[3]])
  await givenListed(world)
  await world.runJobs()
  const bodies = all.received.map(({ body }) => body).join()
  expect(bodies).toContain('case.access_began')
  for (const name of ['Rosa', 'Marnie', 'stairwell', 'Jo Mbeki']) expect(bodies).not.toContain(name)
})

it('API-3 a receiver that is down gets it when it is up again, under the same id; each attempt stands in the log', async () => {
  const there = await receiver()
  const { log, secret } = await endpoint('housing', there)
  await there.close()
  const meetingId = await happens()
  await world.runJobs()
  expect(await log()).toMatchObject([
    { state: 'waiting', attempts: [{ status: null, error: 'no_connection', at: clock.now() }] },
  ])
  await world.runJobs()
  const up = await receiver(there.port)
  later(4 * second)
  await world.runJobs()
  expect(up.received).toEqual([])
  later(2 * second)
  await world.runJobs()
  expect(verified(secret, up.received[0]!).data).toEqual({ meetingId })
  const [delivery] = await log()
  expect(delivery).toMatchObject({
    state: 'delivered',
    nextAttemptAt: null,
    attempts: [{ error: 'no_connection' }, { status: 204, error: null }],
  })
  expect(up.received[0]!.headers['webhook-id']).toBe(delivery?.eventId)
  await world.runJobs()
  expect(up.received).toHaveLength(1)
})

it('API-3 who does not answer holds up nobody else, not even what happens meanwhile', async () => {
  const [slow, quick] = [await receiver(), await receiver()]
  let release: () => void = () => undefined
  slow.answers((response) => {
    release = () => {
      // What comes to it after that is not kept waiting.
      slow.answersWith(204)
      response.writeHead(204).end()
    }
  })
  const dead = await endpoint('police', slow)
  await endpoint('housing', quick)
  const first = await happens()
  await relayOutbox(services)
  const [asked, heard] = [slow.next(), quick.next()]
  const pass = deliverWebhooks(services)
  await Promise.all([asked, heard])
  const second_ = await happens()
  await relayOutbox(services)
  await deliverWebhooks(services)
  expect(meetingsIn(quick)).toEqual([first, second_])
  expect((await dead.log()).map(({ attempts }) => attempts)).toEqual([[], []])
  release()
  await pass
  expect(meetingsIn(slow)).toEqual([first, second_])
})

it('API-3 what takes too long, is redirected or is not accepted is told in a word, and tried again ten times', async () => {
  const there = await receiver()
  const { log, now } = await endpoint('housing', there)
  const outcomes: [() => void, number | null, contract.DeliveryError][] = [
    [() => there.answers(() => undefined), null, 'no_answer_in_time'],
    [() => there.answersWith(302, { location: there.address }), 302, 'redirected'],
    [() => there.answersWith(500), 500, 'not_accepted'],
  ]
  const meetingId = await happens()
  for (const [turn, , error] of outcomes) {
    turn()
    await relayOutbox(services)
    await deliverWebhooks(error === 'no_answer_in_time' ? impatient : services)
    later(hour)
  }
  const [delivery] = await log()
  expect(delivery?.attempts.map(({ status, error }) => [status, error])).toEqual(
    outcomes.map(([, status, error]) => [status, error]),
  )
  expect(there.received).toHaveLength(3)
  // One message that it cannot take is given up after three days; the endpoint, which takes others, goes on.
  there.answers((response, { body }) => response.writeHead(body.includes(meetingId) ? 500 : 204).end())
  for (let turn = 0; turn < 7; turn++) {
    // Past the longest pause: 24 hours, and by chance up to a tenth more.
    later(27 * hour)
    await happens()
    await relayOutbox(services)
    await deliverWebhooks(services)
  }
  const refused = (await log()).find(({ id }) => id === delivery?.id)
  expect(refused).toMatchObject({ state: 'given_up', nextAttemptAt: null })
  expect(refused?.attempts).toHaveLength(10)
  expect((await now()).enabled).toBe(true)
})

it('API-3, ACC-2 two agencies, one grant: the other’s system hears nothing of the case', async () => {
  const [granted, without] = [await receiver(), await receiver()]
  await endpoint('housing', granted)
  await endpoint('police', without)
  const { caseId, id } = await givenListed(world)
  await world.runJobs()
  expect(granted.received.map(({ body }) => body).join()).toContain(caseId!)
  const heard = JSON.stringify(without.received)
  expect(heard).not.toContain(caseId)
  expect(heard).not.toContain(id)
})

it('API-3, ACC-3 what waits to be tried again is withheld once the agency may no longer hear of it', async () => {
  const there = await receiver()
  there.answersWith(500)
  const { log } = await endpoint('housing', there)
  const { caseId } = await givenSubmitted(world)
  await world.runJobs()
  const [consent] = await rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [caseId])
  later(second)
  await done(as.outreach, withdrawConsent, {
    params: { consentId: consent!.id },
    body: { how: 'She said so' },
  })
  there.received.length = 0
  there.answersWith(204)
  later(hour)
  await world.runJobs()
  const types = there.received.map(({ body }) => (JSON.parse(body) as { type: string }).type)
  expect(types).toEqual(['case.access_ended', 'sharing.changed'])
  // Nor does the log say what it would have been.
  expect((await log()).map(({ type, state }) => [type, state])).toEqual([
    ['sharing.changed', 'delivered'],
    ['case.access_ended', 'delivered'],
  ])
  expect(await rows(`SELECT 1 FROM webhook_deliveries WHERE state = 'withheld'`)).toHaveLength(1)
})

it('API-3, ACC-5 an agency whose agreements are not in force any more is told nothing, whatever waits', async () => {
  const there = await receiver()
  there.answersWith(500)
  await endpoint('housing', there)
  await happens()
  await world.runJobs()
  const [{ until } = { until: '' }] = await rows<{ until: string }>(
    'SELECT standing_until AS until FROM agencies WHERE id = $1',
    [world.agencies.housing],
  )
  const standing = (to: string) =>
    rows('UPDATE agencies SET standing_until = $2 WHERE id = $1', [world.agencies.housing, to])
  await standing(clock.now())
  there.received.length = 0
  later(hour)
  await happens()
  await relayOutbox(services)
  await deliverWebhooks(services)
  await standing(until)
  await deliverWebhooks(services)
  expect(there.received).toEqual([])
})

it('API-3 what a sender had sent when it died is sent again by another, under the same id', async () => {
  const there = await receiver()
  const { log } = await endpoint('housing', there)
  await happens()
  await rows(`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$`)
  await rows(`CREATE TRIGGER die BEFORE INSERT ON webhook_attempts FOR EACH ROW EXECUTE FUNCTION die()`)
  await relayOutbox(services)
  await expect(deliverWebhooks(services)).rejects.toThrow(/terminat/)
  await rows('DROP TRIGGER die ON webhook_attempts')
  expect(there.received).toHaveLength(1)
  // The endpoint stays the dead sender's for as long as it might still be sending.
  await deliverWebhooks(services)
  expect(there.received).toHaveLength(1)
  later(80 * second)
  await deliverWebhooks(services)
  const ids = there.received.map(({ headers }) => headers['webhook-id'])
  expect(ids).toEqual([ids[0], ids[0]])
  expect(await log()).toMatchObject([{ state: 'delivered', attempts: [{ status: 204 }] }])
})

it('API-3 two senders at once send each thing once', async () => {
  const there = await receiver()
  await endpoint('housing', there)
  const told: string[] = []
  for (let n = 0; n < 10; n++) told.push(await happens())
  await relayOutbox(services)
  await Promise.all([deliverWebhooks(services), deliverWebhooks(services)])
  expect(meetingsIn(there)).toEqual(told)
})

it('OPS-3 an endpoint whose secret cannot be read fails alone, once: it is stopped, its lead told, and a new secret mends it', async () => {
  const [broken, whole] = [await receiver(), await receiver()]
  const { params, now, version, id } = await endpoint('housing', broken)
  await endpoint('housing', whole)
  await rows(
    `UPDATE webhook_endpoints SET secret = set_byte(secret, 40, 255 - get_byte(secret, 40)) WHERE id = $1`,
    [id],
  )
  const told = await happens()
  await relayOutbox(services)
  await deliverWebhooks(services)
  expect([broken.received, meetingsIn(whole)]).toEqual([[], [told]])
  expect(await now()).toMatchObject({ enabled: false, stoppedFor: 'unreadable' })
  // Nobody tries again by himself, and nobody is told twice.
  for (let n = 0; n < 3; n++) {
    later(hour)
    await deliverWebhooks(services)
  }
  expect(broken.received).toEqual([])
  const { items } = await done(as.housing, listNotifications)
  expect(items.filter((one) => one.kind === 'webhook_stopped' && one.subjectId === id)).toHaveLength(1)
  expect(services.vault.unreadable.count()).toBe(1)

  const stopped = await now()
  expect(stopped.version).toBe(version + 1)
  const { secret, version: renewed } = await done(as.housing, contract.changeWebhookSecret, {
    ...{ params, version: stopped.version, body: {} },
  })
  await done(as.housing, contract.changeWebhookEndpoint, {
    ...{ params, version: renewed, body: { enabled: true } },
  })
  await deliverWebhooks(services)
  expect(meetingsIn(broken)).toEqual([told])
  expect(verified(secret, broken.received[0]!)).toMatchObject({ type: 'meeting.confirmed' })
})

it('CNF-2 the log of it all holds no address, no secret and nothing that was sent', () => {
  const log = world.log.join('\n')
  for (const word of ['whsec_', 'webhook-signature', '/hooks', 'meetingId']) expect(log).not.toContain(word)
})
