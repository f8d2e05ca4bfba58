import fc from 'fast-check'
import { expect, it } from 'vitest'
import { judgingWords, readingLevel } from './judging-words.ts'
import { lexicon } from './lexicon.ts'

it('LAN-1 finds a judging word wherever it stands, with a kinder one and the reason', () => {
  const text = 'She FAILED  to\nengage; she’s hard‑to‑reach and DNA’d twice.'
  const found = judgingWords(text)
  expect(found.map(({ found: words }) => words)).toEqual(['FAILED  to\nengage', 'hard‑to‑reach', 'DNA’d'])
  expect(found[0]).toMatchObject({
    kinder: 'we have not found what works yet',
    why: expect.stringMatching(/fault/),
  })
  expect(text.slice(found[1]?.from, found[1]?.to)).toBe('hard‑to‑reach')
})

it('LAN-1 a word within another is none', () => {
  expect(judgingWords('The subjective clientele of Victimsford; dnaé.')).toEqual([])
})

it('LAN-1 every entry is found as it is listed, and no kinder word is itself a judging one', () => {
  for (const { words, kinder } of lexicon) {
    for (const word of words) expect(judgingWords(`x ${word} y`)[0]).toMatchObject({ found: word, kinder })
    expect(judgingWords(kinder)).toEqual([])
  }
})

const odd = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('failed to engage', 'İ', 'ſubject', '\uD800', '\u0000', 'K', ' ', '’', 'victim', '.', '\n'),
)

it('LAN-1 whatever the text: places lie in it, in order and apart, and hold what they say', () => {
  fc.assert(
    fc.property(fc.array(odd), (parts) => {
      const text = parts.join('')
      let last = 0
      for (const { from, to, found } of judgingWords(text)) {
        expect(from).toBeGreaterThanOrEqual(last)
        expect(to).toBeGreaterThan(from)
        expect(to).toBeLessThanOrEqual(text.length)
        expect(text.slice(from, to)).toBe(found)
        last = to
      }
      expect(readingLevel(text)?.age ?? 5).toBeGreaterThanOrEqual(5)
    }),
  )
})

it('LAN-1 plain sentences read young, and long words in one long sentence do not', () => {
  const plain =
    'She has a room. It has a lock. She likes it. He can not get in. We see her on Monday at noon.'
  const official =
    'Following multidisciplinary consideration, appropriate accommodation-related interventions notwithstanding, representatives acknowledged insufficiently coordinated communication arrangements between participating organisations and recommended comprehensive procedural harmonisation.'
  expect(readingLevel(plain)?.age).toBeLessThan(9)
  expect(readingLevel(official)?.age).toBeGreaterThan(17)
  expect(readingLevel('Too short to say.')).toBeNull()
})
