import * as contract from '@alongside/shared/webhooks/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { hour, openWebhooks, second } from '../../test/given-webhooks.ts'
import { done } from '../demo/found.ts'
import { relayOutbox } from '../jobs/relay.ts'
import { deliverWebhooks } from './deliver.ts'

const { as, rows, services, clock, world, receiver, later, endpoint, happens, verified, meetingsIn } =
  await openWebhooks()

it('API-3 410 stops the endpoint at once and tells its agency’s lead', async () => {
  const there = await receiver()
  there.answersWith(410)
  const { now, log, id, params } = await endpoint('housing', there)
  await happens()
  await happens()
  await world.runJobs()
  expect(await now()).toMatchObject({
    enabled: false,
    stoppedFor: 'gone',
    version: 2,
  })
  expect(there.received).toHaveLength(1)
  const { items } = await done(as.housing, listNotifications)
  expect(items.filter(({ kind, subjectId }) => kind === 'webhook_stopped' && subjectId === id)).toHaveLength(
    1,
  )
  expect((await as.housing(contract.testWebhookEndpoint, { params, body: {} })).body).toMatchObject({
    code: 'webhook.stopped',
  })
  // Turned on again, what waited goes out.
  there.answersWith(200)
  await done(as.housing, contract.changeWebhookEndpoint, { params, version: 2, body: { enabled: true } })
  later(6 * second)
  await world.runJobs()
  expect((await log()).map(({ state }) => state)).toEqual(['delivered', 'delivered'])
})

it('API-3 an endpoint that takes nothing for three days is stopped, once told; another of the same agency is not', async () => {
  const [there, well] = [await receiver(), await receiver()]
  there.answersWith(503)
  const broken = await endpoint('housing', there)
  const sound = await endpoint('housing', well)
  await happens()
  await world.runJobs()
  expect(Date.parse((await broken.now()).failingSince ?? '')).toBe(Date.parse(clock.now()))
  for (const hours of [24, 24, 23]) {
    later(hours * hour)
    await happens()
    await deliverWebhooks(services)
    await relayOutbox(services)
    await deliverWebhooks(services)
    expect((await broken.now()).enabled).toBe(true)
  }
  later(2 * hour)
  await deliverWebhooks(services)
  expect(await broken.now()).toMatchObject({ enabled: false, stoppedFor: 'failing' })
  expect(await sound.now()).toMatchObject({ enabled: true, failingSince: null })
  const { items } = await done(as.housing, listNotifications)
  expect(items.filter(({ subjectId }) => subjectId === broken.id)).toHaveLength(1)
})

it('API-3 one delivery is sent again by hand, and all since a time, those of a new endpoint too', async () => {
  const [there, fresh] = [await receiver(), await receiver()]
  const one = await endpoint('housing', there)
  later(second)
  const since = clock.now()
  const told = [await happens(), await happens()]
  await world.runJobs()
  const [last] = await one.log()
  const replayed = await done(as.housing, contract.replayWebhookDelivery, {
    params: { deliveryId: last!.id },
    body: {},
  })
  expect(replayed).toMatchObject({ state: 'waiting', replay: true, eventId: last!.eventId })
  const listed = await one.log()
  const waits = await as.housing(contract.replayWebhookDelivery, {
    params: { deliveryId: replayed.id },
    body: {},
  })
  expect(waits).toMatchObject({ status: 409, body: { code: 'webhook.waits' } })
  expect(await one.log()).toEqual(listed)
  await world.runJobs()
  expect(meetingsIn(there)).toEqual([...told, told[1]])
  expect(there.received[2]!.headers['webhook-id']).toBe(there.received[1]!.headers['webhook-id'])

  const { params } = await endpoint('housing', fresh)
  expect(await done(as.housing, contract.replayWebhookEvents, { params, body: { since } })).toEqual({
    deliveries: 2,
  })
  await world.runJobs()
  expect(meetingsIn(fresh)).toEqual(told)
})

it('API-3 with a new secret the one before signs beside it for seven days', async () => {
  const there = await receiver()
  const { secret, params, now } = await endpoint('housing', there)
  const changed = await done(as.housing, contract.changeWebhookSecret, { params, version: 1, body: {} })
  expect(changed.secret).not.toBe(secret)
  expect('secret' in (await now())).toBe(false)
  await happens()
  await world.runJobs()
  for (const each of [secret, changed.secret])
    expect(verified(each, there.received[0]!).type).toBe('meeting.confirmed')
  later(7 * 24 * hour)
  await happens()
  await relayOutbox(services)
  await deliverWebhooks(services)
  const last = there.received.at(-1)!
  expect(verified(changed.secret, last).type).toBe('meeting.confirmed')
  expect(() => verified(secret, last)).toThrow('No matching signature')
  const sealed = await rows<{ secret: Buffer }>('SELECT secret FROM webhook_endpoints')
  expect(sealed.some((row) => row.secret.toString('latin1').includes('whsec_'))).toBe(false)
})

it('API-3 a test arrives, and stands in the log', async () => {
  const there = await receiver()
  const { secret, params, log } = await endpoint('housing', there, ['action.agreed'])
  const { id } = await done(as.housing, contract.testWebhookEndpoint, { params, body: {} })
  await world.runJobs()
  expect(verified(secret, there.received[0]!)).toMatchObject({ type: 'webhook.test', data: {} })
  expect(await log()).toMatchObject([{ id, type: 'webhook.test', eventId: null, state: 'delivered' }])
})

it('API-3 turned off it is told nothing, removed it is gone; to a private address nothing is added', async () => {
  const there = await receiver()
  const { params, now } = await endpoint('housing', there)
  await done(as.housing, contract.changeWebhookEndpoint, { params, version: 1, body: { enabled: false } })
  expect(await now()).toMatchObject({ enabled: false, stoppedFor: 'by_hand' })
  await happens()
  await world.runJobs()
  await done(as.housing, contract.changeWebhookEndpoint, { params, version: 2, body: { enabled: true } })
  await world.runJobs()
  expect(there.received).toEqual([])
  await done(as.housing, contract.removeWebhookEndpoint, { params, version: 3 })
  expect((await as.housing(contract.readWebhookEndpoint, { params })).status).toBe(404)
  for (const address of ['https://169.254.169.254/latest', 'http://hooks.agency.example/', 'https://[::1]/'])
    expect(await as.housing(contract.addWebhookEndpoint, { body: { address } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/address' }] },
    })
})

it('API-3 an agency has twenty endpoints at most, also when twelve are added at once, and sees no other agency’s', async () => {
  const { address } = await receiver()
  for (let n = 0; n < 15; n++) await endpoint('police', { address })
  const asked = Array.from({ length: 12 }, () =>
    as.police(contract.addWebhookEndpoint, { body: { address } }),
  )
  const answers = (await Promise.all(asked)).map(({ status }) => status).sort()
  expect(answers).toEqual([...Array<number>(5).fill(201), ...Array<number>(7).fill(409)])
  expect((await done(as.police, contract.listWebhookEndpoints)).items).toHaveLength(20)
  expect((await as.police(contract.addWebhookEndpoint, { body: { address } })).body).toMatchObject({
    code: 'webhook.too_many',
  })
  expect((await done(as.housing, contract.listWebhookEndpoints)).items).toEqual([])
})

it('CNF-2 the log of it all holds no address, no secret and nothing that was sent', () => {
  const log = world.log.join('\n')
  for (const word of ['whsec_', 'webhook-signature', '/hooks', 'meetingId']) expect(log).not.toContain(word)
})
