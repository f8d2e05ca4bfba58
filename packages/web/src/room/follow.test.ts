import { expect, test } from 'vitest'
import { afterRefusal, pauseAfter, takeEvents } from './follow.ts'

test('MTG-7 events are read whole, however they were cut on the way; signs of life are none', () => {
  const sent = ': still here\n\nevent: news\ndata: {"a":1}\n\nevent: over\ndata: {"code":"x"}\n\n'
  for (let cut = 0; cut <= sent.length; cut += 1) {
    const first = takeEvents(sent.slice(0, cut))
    const second = takeEvents(first.rest + sent.slice(cut))
    expect([...first.events, ...second.events]).toEqual([
      { event: 'news', data: '{"a":1}' },
      { event: 'over', data: '{"code":"x"}' },
    ])
    expect(second.rest).toBe('')
  }
})

test('MTG-7 a refusal is tried again only where that can help', () => {
  expect([401, 403, 404, 429, 500, 503].map(afterRefusal)).toEqual([
    'renew',
    'never',
    'never',
    'later',
    'later',
    'later',
  ])
})

test('MTG-7 the pause before another attempt grows, and not beyond bounds', () => {
  expect([0, 1, 2, 10].map(pauseAfter)).toEqual([500, 1000, 2000, 15_000])
})
