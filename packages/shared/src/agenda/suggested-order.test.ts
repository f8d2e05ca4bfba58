import fc from 'fast-check'
import { expect, it } from 'vitest'
import { seriousness } from '../referrals/rules.ts'
import { type OrderedLine, suggestedOrder, timesOut } from './suggested-order.ts'

const line = (id: string, light: OrderedLine['light'], out: string[] = [], person = id) => ({
  id,
  light,
  out,
  person,
})

it('ACC-9 cases for which the same people step out stand together under their light, at its end', () => {
  const lines = [
    line('a', 'red', ['police']),
    line('b', 'red'),
    line('c', 'red', ['police']),
    line('d', 'amber', ['probation']),
    line('e', 'amber', ['police']),
    line('f', 'amber'),
  ]
  expect(timesOut(lines)).toBe(4)
  expect(suggestedOrder(lines)).toEqual(['b', 'a', 'c', 'e', 'f', 'd'])
  expect(timesOut(suggestedOrder(lines).map((id) => lines.find((one) => one.id === id)!))).toBe(2)
})

it('ACC-9 where nobody steps out the order stays as it is, by light; two files of one person side by side', () => {
  const lines = [line('a', 'red'), line('b', 'green'), line('c', 'red'), line('d', 'red', [], 'a')]
  expect(suggestedOrder(lines)).toEqual(['a', 'd', 'c', 'b'])
})

const lights = ['red', 'amber', 'green'] as const
const agenda = (maxLength: number) =>
  fc
    .array(fc.tuple(fc.constantFrom(...lights), fc.subarray(['police', 'probation', 'health'])), {
      maxLength,
    })
    .map((all) => all.map(([light, out], at) => line(String(at), light, out)))

const orders = <T>(all: readonly T[]): T[][] =>
  all.length === 0
    ? [[]]
    : all.flatMap((one, at) => orders(all.toSpliced(at, 1)).map((rest) => [one, ...rest]))
const keepsLights = (lines: readonly OrderedLine[]) =>
  lines.every(({ light }, at) => at === 0 || seriousness(lines[at - 1]!.light) <= seriousness(light))

it('ACC-9 no order that respects the lights sends people out fewer times', () => {
  fc.assert(
    fc.property(agenda(6), (lines) => {
      const byId = new Map(lines.map((one) => [one.id, one]))
      const suggested = suggestedOrder(lines).map((id) => byId.get(id)!)
      expect(suggested.map(({ id }) => id).toSorted()).toEqual(lines.map(({ id }) => id).toSorted())
      expect(keepsLights(suggested)).toBe(true)
      expect(timesOut(suggested)).toBe(Math.min(...orders(lines).filter(keepsLights).map(timesOut)))
    }),
    { numRuns: 150 },
  )
})

it('ACC-9 a long agenda is suggested at once, and again as it is: what is suggested stays', () => {
  fc.assert(
    fc.property(agenda(40), (lines) => {
      const once = suggestedOrder(lines)
      const byId = new Map(lines.map((one) => [one.id, one]))
      expect(suggestedOrder(once.map((id) => byId.get(id)!))).toEqual(once)
    }),
    { numRuns: 50 },
  )
})
