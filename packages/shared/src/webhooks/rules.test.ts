import { expect, it } from 'vitest'
import { stateTable } from '../state-table.test-support.ts'
import { replayWebhookDelivery } from './contract.ts'
import {
  attemptsAtMost,
  endpointsAtMost,
  nextAttempt,
  stateAfter,
  whyNotAddEndpoint,
  whyNotReplay,
  whyNotSend,
  whyStop,
} from './rules.ts'
import { deliveryStates } from './values.ts'

const at = '2026-03-02T09:00:00.000Z'

function attemptsFrom(start: string, chance: number): string[] {
  const times = [start]
  for (;;) {
    const next = nextAttempt(times.length, times.at(-1) ?? start, chance)
    if (!next) return times
    times.push(next)
  }
}
const hoursOf = (times: string[]) => (Date.parse(times.at(-1) ?? '') - Date.parse(at)) / 3_600_000

it('API-3 a delivery is tried ten times, over a little more than three days', () => {
  for (const chance of [0, 0.5, 1]) {
    const times = attemptsFrom(at, chance)
    expect(times).toHaveLength(attemptsAtMost)
    expect(hoursOf(times)).toBeGreaterThan(72)
    expect(hoursOf(times)).toBeLessThan(84)
  }
  expect(attemptsFrom(at, 0)[1]).toBe('2026-03-02T09:00:05.000Z')
  expect(attemptsFrom(at, 1)[1]).toBe('2026-03-02T09:00:05.500Z')
})

it('API-3 an endpoint is stopped by 410 at once, and by failing for three days', () => {
  expect(whyStop(410, at, at)).toBe('gone')
  expect(whyStop(500, at, '2026-03-05T08:59:59.999Z')).toBeNull()
  expect(whyStop(null, at, '2026-03-05T09:00:00.000Z')).toBe('failing')
})

it('API-3 an agency has so many endpoints and no more, and nothing is sent to one that is turned off', () => {
  const having = (count: number) => whyNotAddEndpoint(Array.from({ length: count }))
  expect([having(endpointsAtMost - 1), having(endpointsAtMost)]).toEqual([null, 'webhook.too_many'])
  expect([whyNotSend({ enabled: true }), whyNotSend({ enabled: false })]).toEqual([null, 'webhook.stopped'])
})

it('API-3 what can be done with a delivery reads at a glance', async () => {
  const table = stateTable({
    title: 'API-3 A delivery',
    states: deliveryStates,
    places: ['its endpoint is on', 'its endpoint is off'],
    moves: [
      {
        operation: replayWebhookDelivery,
        whyNot: ({ state, place }) => whyNotReplay({ state }, { enabled: place === 'its endpoint is on' }),
      },
    ],
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
  expect([stateAfter(true, null), stateAfter(false, at), stateAfter(false, null)]).toEqual([
    'delivered',
    'waiting',
    'given_up',
  ])
})
