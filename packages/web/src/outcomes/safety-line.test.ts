import { expect, test } from 'vitest'
import { placesOf } from './safety-line.tsx'

const point = (lookedOn: string, safety: 'safe' | 'not_safe_at_all') =>
  ({ id: lookedOn, lookedOn, occasion: 'other', safety }) as const

test('MON-2 the line goes across by date and up by the scale; a single look stands in the middle', () => {
  const [one, two, three] = placesOf([
    point('2026-01-01', 'not_safe_at_all'),
    point('2026-01-11', 'safe'),
    point('2026-04-11', 'safe'),
  ])
  expect(one!.y).toBeGreaterThan(two!.y)
  expect(two!.y).toBe(three!.y)
  expect((two!.x - one!.x) * 9).toBeCloseTo(three!.x - two!.x)
  const [alone] = placesOf([point('2026-01-01', 'safe')])
  expect(alone!.x).toBeCloseTo((one!.x + three!.x) / 2)
})
