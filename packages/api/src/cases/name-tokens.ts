import anyAscii from 'any-ascii'
import { doubleMetaphone } from 'double-metaphone'
import type { Vault } from '../vault.ts'
import { familiesOf } from './pet-names.ts'

/** What a hit on each kind of token is worth; a word spelt right collects several of them. */
const weights = { word: 8, born: 8, prefix: 4, pet: 4, sound: 3, slip: 2, year: 2 } as const
type Kind = keyof typeof weights

const wordsAtMost = 80
const lettersAtMost = 30

export interface QueryToken {
  token: bigint
  weight: number
  /** A bit for each of the first three words that it stands for, and `spelt` where it is one as it is spelt (app.cases_meant). */
  fits: number
}

const spelt = 8
const speltKinds: ReadonlySet<Kind> = new Set(['word', 'born', 'year'])

/**
 * A blind index over names: keyed hashes of each word, in its own script and in Latin letters, of words that stand side by
 * side as one, of its beginnings, of what is left of it after one slip of the pen, of how it sounds, of whom it may be a pet
 * name, of the date of birth, and of the years that may be hers. The key is the partnership's: tokens of two of them never meet.
 */
export function nameTokens(
  vault: Vault,
  partnershipId: string,
  names: readonly string[],
  born: { date: string | null; years: readonly string[] } = { date: null, years: [] },
): bigint[] {
  const kinds = wordsOf(names.join(' ')).flatMap((word) => [
    ...prefixesOf(word).map((prefix) => ['prefix', prefix] as const),
    ...commonKinds(word),
  ])
  if (born.date) kinds.push(['born', born.date])
  kinds.push(...born.years.map((year) => ['year', year] as const))
  for (const name of names) kinds.push(...joinedOf(name).map((word) => ['word', word] as const))
  return [...hashed(vault, partnershipId, kinds).keys()]
}

/** What was typed into a search, as tokens with their weights: words, beginnings of words, years, dates (2 March 1994 as 1994-03-02 or 02/03/1994). */
export function queryTokens(vault: Vault, partnershipId: string, q: string): QueryToken[] {
  // A whole reference is nobody's name, and is not to be found by how it sounds.
  if (referenceShape.test(q.trim().toUpperCase())) return []
  const typed = q.split(/\s+/).filter((word) => wordsOf(word).length > 0)
  const tokens = new Map<bigint, QueryToken>()
  const add = (kinds: readonly (readonly [Kind, string])[], bits: number) => {
    for (const [token, kind] of hashed(vault, partnershipId, kinds)) {
      const fits = (tokens.get(token)?.fits ?? 0) | bits | (speltKinds.has(kind) ? spelt : 0)
      tokens.set(token, { token, weight: weights[kind], fits })
    }
  }
  // Fewer words than three stand for the third as well.
  for (const [nth, word] of typed.entries())
    add(
      typedKinds(word),
      [0, 1, 2].reduce((bits, bit) => bits | ((typed[bit] ? bit : 0) === nth ? 1 << bit : 0), 0),
    )
  add(
    joinedOf(q).map((word) => ['word', word] as const),
    7,
  )
  return [...tokens.values()]
}

const typedKinds = (typed: string): (readonly [Kind, string])[] => [
  ...wordsOf(typed).flatMap((word) => [
    ...(Array.from(word).length >= 2 ? [['prefix', word] as const] : []),
    ...commonKinds(word),
  ]),
  ...datesOf(typed).map((date) => ['born', date] as const),
  ...yearsOf(typed).map((year) => ['year', year] as const),
]

/** What one types to find one case, or one referral by its agency's own number. */
type Exactly = 'reference' | 'number'
/** A reference as it is given: prefix, year, last part. */
export const referenceShape = /^[A-Z]{2,5}-\d{4}-[A-Z0-9]+$/

/** ACC-11: what is kept of a search, in place of what was typed: a reference, or the words and dates that were looked for. */
export function searchTerms(vault: Vault, partnershipId: string, q: string): bigint[] {
  const reference = q.trim().toUpperCase()
  return referenceShape.test(reference)
    ? [hashOf(vault, partnershipId, 'reference', reference)]
    : queryTokens(vault, partnershipId, q).map(({ token }) => token)
}

/** ACC-11: the same of an agency's own number. */
export const numberTerms = (vault: Vault, partnershipId: string, number: string): bigint[] => [
  hashOf(vault, partnershipId, 'number', number.trim()),
]

/**
 * ACC-11: by what terms a search is found that would have found this: each with the word that it is of, and whether it is
 * that word (`spelt`), a beginning of it, or like it.
 */
export function termsToAskBy(
  vault: Vault,
  partnershipId: string,
  asked: string,
): Map<bigint, { word: string; fit: 'spelt' | 'begun' | 'alike' }> {
  const terms = new Map<bigint, { word: string; fit: 'spelt' | 'begun' | 'alike' }>()
  const add = (kind: Kind | Exactly, text: string, word: string, fit: 'spelt' | 'begun' | 'alike') => {
    const term = hashOf(vault, partnershipId, kind, text)
    if (!terms.has(term)) terms.set(term, { word, fit })
  }
  const whole = asked.trim()
  add('number', whole, whole, 'spelt')
  const reference = whole.toUpperCase()
  if (referenceShape.test(reference)) {
    add('reference', reference, reference, 'spelt')
    return terms
  }
  for (const date of datesOf(asked)) add('born', date, date, 'spelt')
  for (const year of yearsOf(asked)) add('year', year, year, 'spelt')
  for (const word of joinedOf(asked)) add('word', word, word, 'alike')
  for (const word of wordsOf(asked.replaceAll(dateShapes, ' '))) {
    add('word', word, word, 'spelt')
    for (const prefix of prefixesOf(word)) add('prefix', prefix, word, 'begun')
    for (const [kind, text] of commonKinds(word)) add(kind, text, word, 'alike')
  }
  return terms
}

/** As names are compared: lower case, in Latin letters, without accents and marks. */
export const normalise = (name: string): string => [...new Set(splitOf(latinOf(name)))].join(' ')

/** Words of one side by side are one word of the other, or all of it: De Example, DeExample. */
export function joinedAlike(one: string, other: string): boolean {
  const joins = (a: string, b: string) => {
    const words = new Set(wordsOf(b))
    return joinedOf(a).some((word) => words.has(word))
  }
  return joins(one, other) || joins(other, one)
}

/** Some word of one may be a pet name of some word of the other, or both of a third: Maggie, Margaret, Peggy. */
export function petAlike(one: string, other: string): boolean {
  const families = new Set(wordsOf(one).flatMap(familiesOf))
  return wordsOf(other).some((word) => familiesOf(word).some((family) => families.has(family)))
}

/** Some word of one is a word of the other. */
export function sharesWord(one: string, other: string): boolean {
  const words = new Set(wordsOf(one))
  return wordsOf(other).some((word) => words.has(word))
}

/** Some word of one sounds like some word of the other. */
export function soundsLike(one: string, other: string): boolean {
  const sounds = new Set(wordsOf(one).flatMap(soundsOf))
  return wordsOf(other).some((word) => soundsOf(word).some((sound) => sounds.has(sound)))
}

/** Some word of one is a word of the other but for one slip of the pen: a letter left out, put in or exchanged. */
export function speltAlike(one: string, other: string): boolean {
  const slips = new Set(wordsOf(one).flatMap(slipsOf))
  return wordsOf(other).some((word) => slipsOf(word).some((slip) => slips.has(slip)))
}

/** Some word of one, of three letters at least, is the beginning of some word of the other: Lou, Louise. */
export function beginsAlike(one: string, other: string): boolean {
  const begins = (short: string, long: string) => Array.from(short).length >= 3 && long.startsWith(short)
  return wordsOf(one).some((a) => wordsOf(other).some((b) => begins(a, b) || begins(b, a)))
}

/** Some word of the other begins with some word of what was typed, of two letters at least. */
export function beginsWith(typed: string, other: string): boolean {
  const words = wordsOf(other)
  return wordsOf(typed).some(
    (word) => Array.from(word).length >= 2 && words.some((one) => one.startsWith(word)),
  )
}

/** The date with day and month exchanged, as a form filled the other way round has it; null where that is no other date. */
export function exchanged(date: string): string | null {
  const [year = '', month = '', day = ''] = date.split('-')
  return Number(day) <= 12 && day !== month ? `${year}-${day}-${month}` : null
}

/** The tokens of dates of birth alone, for a person who gives another name. */
export const bornTokens = (vault: Vault, partnershipId: string, dates: readonly string[]): bigint[] => [
  ...hashed(
    vault,
    partnershipId,
    dates.map((date) => ['born', date] as const),
  ).keys(),
]

const commonKinds = (word: string): (readonly [Kind, string])[] => [
  ['word', word],
  ...slipsOf(word).map((slip) => ['slip', slip] as const),
  ...soundsOf(word).map((sound) => ['sound', sound] as const),
  ...familiesOf(word).map((family) => ['pet', family] as const),
]

function hashed(vault: Vault, partnershipId: string, kinds: readonly (readonly [Kind, string])[]) {
  const tokens = new Map<bigint, Kind>()
  for (const [kind, text] of kinds) tokens.set(hashOf(vault, partnershipId, kind, text), kind)
  return tokens
}

const hashOf = (vault: Vault, partnershipId: string, kind: Kind | Exactly, text: string): bigint =>
  vault.mac(`names ${partnershipId}`, `${kind} ${text}`).readBigInt64BE()

/** Lower case without accents, and the same in Latin letters where it is in others. */
const wordsOf = (text: string): string[] =>
  [...new Set([...splitOf(text), ...splitOf(latinOf(text))])].slice(0, wordsAtMost)

/** In their order; an apostrophe joins (O’Brien), everything else that is no letter or digit parts. */
const splitOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’ʼ`]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => Array.from(word).slice(0, lettersAtMost).join(''))

/** Letters of other scripts by Latin ones, as they are sounded out. Signs that are no letters stay what they are. */
const latinOf = (text: string): string =>
  text.normalize('NFC').replaceAll(/[\p{L}\p{M}]+/gu, (letters) => anyAscii(letters))

/** Two and three words that stand side by side, as one word each. */
function joinedOf(text: string): string[] {
  const joined = [splitOf(text), splitOf(latinOf(text))].flatMap((words) =>
    words.flatMap((_, at) =>
      [2, 3].map((length) => words.slice(at, at + length)).filter((run) => run.length > 1),
    ),
  )
  return [...new Set(joined.map((run) => Array.from(run.join('')).slice(0, lettersAtMost).join('')))].slice(
    0,
    wordsAtMost,
  )
}

function prefixesOf(word: string): string[] {
  const letters = Array.from(word)
  return letters.slice(1).map((_, index) => letters.slice(0, index + 2).join(''))
}

// Two words that are one insertion, omission or exchange apart share one of these.
function slipsOf(word: string): string[] {
  const letters = Array.from(word)
  if (letters.length < 3) return []
  if (letters.length < 4) return [word]
  return [word, ...letters.map((_, index) => letters.toSpliced(index, 1).join(''))]
}

// A code of one letter stands for too many names to tell anything.
const soundsOf = (word: string): string[] => doubleMetaphone(word).filter((code) => code.length >= 2)

const dateShapes = /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b/g

export const datesOf = (q: string): string[] => [
  ...(q.match(/\b\d{4}-\d{2}-\d{2}\b/g) ?? []),
  ...Array.from(
    q.matchAll(/\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/g),
    ([, day = '', month = '', year]) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
  ),
]

/** Years in which somebody alive was born, that stand by themselves. */
export const yearsOf = (q: string): string[] =>
  q.replaceAll(dateShapes, ' ').match(/\b(?:19|20)\d\d\b/g) ?? []
