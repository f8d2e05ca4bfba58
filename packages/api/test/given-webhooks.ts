import * as contract from '@alongside/shared/webhooks/contract'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeEach, vi } from 'vitest'
import type { PersonName } from '../src/demo/cast.ts'
import { done } from '../src/demo/found.ts'
import { newId } from '../src/ids.ts'
import { givenCalendar } from './given.ts'
import { type Received, startReceiver } from './receiver.ts'
import { openEastmarsh } from './world.ts'

export const second = 1000
export const hour = 3_600_000
type Receiver = Awaited<ReturnType<typeof startReceiver>>

/** A world with receivers on loopback, endpoints that lead there, and something that happens of which all are told. */
export async function openWebhooks() {
  const world = await openEastmarsh('2026-03-02T09:00:00Z', {
    WEBHOOK_ALLOW: '127.0.0.1/32',
    // No receiver here is too slow but the one that never answers.
    WEBHOOK_TIMEOUT_MS: 60_000,
  })
  const { as, rows, clock } = world
  await givenCalendar(world)
  await world.runJobs()

  const receivers: Receiver[] = []
  async function receiver(port?: number) {
    const started = await startReceiver(port)
    receivers.push(started)
    return started
  }
  // standardwebhooks reads the wall clock: it stands where the world's does.
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }))
  afterEach(async () => {
    vi.useRealTimers()
    await rows(`UPDATE webhook_endpoints SET removed_at = $1 WHERE removed_at IS NULL`, [clock.now()])
  })
  afterAll(() => Promise.all(receivers.map((each) => each.close().catch(() => undefined))))

  const later = (ms: number) => clock.set(new Date(Date.parse(clock.now()) + ms).toISOString())
  async function endpoint(
    who: PersonName,
    { address }: { address: string },
    types: contract.WebhookEndpoint['types'] = [],
  ) {
    const added = await done(as[who], contract.addWebhookEndpoint, {
      body: { address, types, description: '' },
    })
    const params = { endpointId: added.id }
    return {
      ...added,
      params,
      now: () => done(as[who], contract.readWebhookEndpoint, { params }),
      log: async () => (await done(as[who], contract.listWebhookDeliveries, { params })).items,
    }
  }
  /** Something happens at a meeting, of which every agency is told. */
  async function happens(type = 'meeting.confirmed') {
    const meetingId = newId()
    await rows('INSERT INTO outbox_events (id, partnership_id, type, data, at) VALUES ($1, $2, $3, $4, $5)', [
      newId(),
      world.partnershipId,
      type,
      { meetingId },
      clock.now(),
    ])
    return meetingId
  }
  function verified(secret: string, { headers, body }: Pick<Received, 'headers' | 'body'>) {
    vi.setSystemTime(clock.now())
    return new Webhook(secret).verify(body, headers as Record<string, string>) as {
      type: string
      timestamp: string
      data: Record<string, string>
    }
  }
  const meetingsIn = ({ received }: Receiver) =>
    received.map(({ body }) => (JSON.parse(body) as { data: { meetingId?: string } }).data.meetingId)

  return { ...world, world, receiver, later, endpoint, happens, verified, meetingsIn }
}
