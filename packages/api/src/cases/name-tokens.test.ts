import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { Vault } from '../vault.ts'
import { joinedAlike, nameTokens, normalise, petAlike, queryTokens, soundsLike } from './name-tokens.ts'

const vault = new Vault({ masters: [randomBytes(32)], root: randomBytes(32) })
const here = '019a0000-0000-7000-8000-000000000001'
const elsewhere = '019a0000-0000-7000-8000-000000000002'

function weigh(q: string, names: string[], born: string | null = null, partnership = here): number {
  const tokens = new Set(
    nameTokens(vault, here, names, { date: born, years: born ? [born.slice(0, 4)] : [] }),
  )
  return queryTokens(vault, partnership, q)
    .filter(({ token }) => tokens.has(token))
    .reduce((sum, { weight }) => sum + weight, 0)
}

it.each([
  ['as it sounds', 'marny'],
  ['in capitals, otherwise spelt', 'MARNEY'],
  ['by its beginning', 'ma'],
  ['with a letter too many', 'Marniee'],
  ['with a letter missing', 'Marie'],
  ['with another letter', 'Marnia'],
  ['with an accent', 'Márnïe'],
] as const)('REF-10 a name is found %s: «%s»', (_, q) => {
  expect(weigh(q, ['Marnie'])).toBeGreaterThan(0)
})

it.each([
  ['an alias', 'duchess', ['Marnie', 'The Duchess']],
  ['a surname with an apostrophe left out', 'obrien', ['Marnie O’Brien']],
  ['a name in another script', 'Оксана', ['Оксана']],
] as const)('REF-10 %s is found: «%s»', (_, q, names) => {
  expect(weigh(q, [...names])).toBeGreaterThan(0)
})

it.each([
  ['De Example', 'DeExample'],
  ['El-Sample', 'Elsample'],
  ['Anna Maria', 'Annamaria'],
  ['Example Mc Sample', 'Example McSample'],
])('REF-10 «%s» and «%s» are found by one another, and are alike', (onFile, typed) => {
  expect(weigh(typed, [onFile])).toBeGreaterThanOrEqual(8)
  expect(weigh(onFile, [typed])).toBeGreaterThanOrEqual(8)
  expect(joinedAlike(onFile, typed)).toBe(true)
})

it.each([
  ['Пример', 'Primer'],
  ['示例', 'Shili'],
  ['示例', 'Shi Li'],
  ['নমুনা', 'Nmuna'],
  ['ਨਮੂਨਾ', 'Nmuna'],
  ['مثال', 'Mithal'],
  ['דוגמה', 'Dvgma'],
  ['Łucja', 'Lucja'],
])('REF-10 «%s» is found as «%s», and in its own letters', (own, latin) => {
  expect(weigh(latin, [own])).toBeGreaterThan(0)
  expect(weigh(own, [latin])).toBeGreaterThan(0)
  expect(weigh(own, [own])).toBeGreaterThan(weigh(latin, [own]) - 1)
})

it('REF-10 signs that are no letters name nobody', () => {
  expect(weigh('✓ → 🙂', ['Example ✓ → 🙂'])).toBe(0)
  expect(weigh('Example', ['Example ✓ → 🙂'])).toBeGreaterThanOrEqual(8)
})

it.each([
  ['Maggie', 'Margaret'],
  ['Peggy', 'Małgorzata'],
  ['Kasia', 'Catherine'],
  ['Sasha', 'Александра'],
])('REF-10 «%s» may be a pet name of «%s»', (pet, name) => {
  expect(weigh(pet, [name])).toBeGreaterThanOrEqual(4)
  expect(petAlike(pet, name)).toBe(true)
  expect(petAlike(pet, 'Oluchi')).toBe(false)
})

it('REF-10 the name itself weighs more than a likely misspelling, and that more than a mere beginning', () => {
  const exact = weigh('Marnie', ['Marnie'])
  const misspelt = weigh('Marnee', ['Marnie'])
  expect(exact).toBeGreaterThan(misspelt)
  expect(misspelt).toBeGreaterThan(weigh('Ma', ['Marnie']))
})

it('REF-10 a date of birth is found in both ways of writing it', () => {
  expect(weigh('1994-03-02', ['Marnie'], '1994-03-02')).toBe(8)
  expect(weigh('2/3/1994', ['Marnie'], '1994-03-02')).toBe(8)
  expect(weigh('1994-03-03', ['Marnie'], '1994-03-02')).toBe(0)
  expect(weigh('1994', ['Marnie'], '1994-03-02')).toBe(2)
})

it('finds nothing under another name', () => {
  expect(weigh('Oluchi', ['Marnie', 'The Duchess'])).toBe(0)
})

it('ACC-1 the tokens of two partnerships never meet', () => {
  expect(weigh('Marnie', ['Marnie'], null, elsewhere)).toBe(0)
})

it.each([
  ['Marnie', 'Marny', true],
  ['Marnie Hale', 'marney', true],
  ['Marnie', 'Oluchi', false],
  ['…', 'Marnie', false],
] as const)('REF-10 «%s» and «%s» sound alike: %s', (name, other, alike) => {
  expect(soundsLike(name, other)).toBe(alike)
  expect(soundsLike(other, name)).toBe(alike)
})

it('REF-10 names are compared without case, accents and signs', () => {
  expect(normalise('  Zoë  O’Brien-Hale ')).toBe('zoe obrien hale')
})
