import { expect, it } from 'vitest'
import { foldOf } from './fold.ts'

it('FLG-1 MTG-8 on my work of one kind the first few stand open, nothing is lost, and a single one is not folded', () => {
  for (let length = 0; length < 12; length++) {
    const items = Array.from({ length }, (_, n) => n)
    const { first, folded } = foldOf(items)
    expect([...first, ...folded]).toEqual(items)
    expect(first.length).toBeLessThanOrEqual(4)
    expect(folded).not.toHaveLength(1)
  }
})
