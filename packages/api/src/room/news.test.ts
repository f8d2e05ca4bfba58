import { expect, it } from 'vitest'
import { newsOf, type Sight } from './live.ts'

// Every sight of two items, each out of sight or in one of four states, against every other.

const item = (id: string, n: number) => ({
  id,
  caseId: `case ${id}`,
  version: 1 + (n & 1),
  state: 'listed' as const,
  basisInForce: true,
  mark: String(n >> 1),
})
const inSight = [null, 0, 1, 2, 3]
const sights: Sight[] = ['1', '2'].flatMap((mark) =>
  inSight.flatMap((a) =>
    inSight.map((b) => ({
      meeting: { version: 1, state: 'open' as const, currentItemId: null, mark },
      items: new Map([
        ...(a === null ? [] : [['a', item('a', a)] as const]),
        ...(b === null ? [] : [['b', item('b', b)] as const]),
      ]),
    })),
  ),
)
const shown = ({ items }: Sight) =>
  Object.fromEntries(
    [...items.values()].map(({ id, version, state, basisInForce }) => [id, { version, state, basisInForce }]),
  )

it('MTG-7 who has heard the news knows all that she may see now, and nothing that is gone', () => {
  for (const before of sights)
    for (const now of sights) {
      const known = new Map<string, object>()
      for (const news of [newsOf(null, before), newsOf(before, now)]) {
        for (const { id, ...line } of news?.changed ?? []) known.set(id, line)
        for (const id of news?.gone ?? []) known.delete(id)
      }
      expect(Object.fromEntries(known)).toEqual(shown(now))
    }
})

it('MTG-7 nothing is told where nothing changed, something where anything did, under another mark', () => {
  for (const before of sights)
    for (const now of sights) {
      const news = newsOf(before, now)
      expect(news === null).toBe(before === now)
      expect(newsOf(null, now)?.mark === newsOf(null, before)?.mark).toBe(before === now)
    }
})

it('ACC-6 what is behind a line, and whose case it is, is not told', () => {
  const news = newsOf(null, sights.at(-1)!)
  expect(news?.changed.map((line) => Object.keys(line).sort())).toEqual(
    [1, 2].map(() => ['basisInForce', 'id', 'state', 'version']),
  )
})
