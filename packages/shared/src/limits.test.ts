import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import { Email, Instant, Line, LineOrNone, Text, Words } from './scalars.ts'

const [line, none] = [Compile(Line()), Compile(LineOrNone())]
const [words, text] = [Compile(Words()), Compile(Text())]
const [email, at] = [Compile(Email()), Compile(Instant)]

const unseen = fc.stringMatching(
  /^(?:[\p{Z}\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u115f\u1160\u2800\u3164\uffa0]|[\u0300-\u036f]|[\ufe00-\ufe0f]){1,60}$/u,
)

describe('REF-5 what must be said', () => {
  it('says nothing by blanks, by what has no width, or by fillers, however many', () => {
    fc.assert(fc.property(unseen, (text) => !line.Check(text) && !words.Check(text)))
    for (const text of [' ', '\u00a0', '\u200b'.repeat(40), '\u2060\ufeff\n\t', '\u0301', '\u3164', '\u2800'])
      expect([text, line.Check(text), words.Check(text)]).toEqual([text, false, false])
  })

  it.each(['?', '5', 'a', 'é', '✓', '👩\u200d👧', '\u200e שרה', 'مم', '李'])(
    'is said by %s, with blanks around it',
    (seen) => {
      for (const text of [seen, ` ${seen}\u200b`])
        expect([line.Check(text), words.Check(text)]).toEqual([true, true])
    },
  )

  it('is read in a time that grows with its length alone', () => {
    expect(words.Check(`${'\u200b'.repeat(250_000)}`)).toBe(false)
    expect(Compile(Words(250_000)).Check(`${'\u200b'.repeat(249_999)}x`)).toBe(true)
  })
})

describe('REF-5 what may be left out', () => {
  const typed = fc.oneof(
    unseen,
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.stringMatching(/^\s{0,20}$/),
  )

  it('is empty to whoever trims it, or says something that can be seen', () => {
    fc.assert(
      fc.property(typed, (said) => {
        expect(text.Check(said)).toBe(!said.trim() || words.Check(said))
        expect(!none.Check(said) || !said.trim() || line.Check(said)).toBe(true)
      }),
    )
  })

  it.each(['\u200b\u200b', '\u00ad', '\u0301', '\u3164', '\u2800 \u2800'])(
    'is not %j, which looks empty',
    (said) => expect([none.Check(said), text.Check(said)]).toEqual([false, false]),
  )

  it.each(['', ' ', '\u00a0\u3000', '\ufeff'])('may be %j, as a field of blanks', (said) =>
    expect([none.Check(said), text.Check(said)]).toEqual([true, true]),
  )
})

describe('a text of one line', () => {
  const refused = [
    ...Array.from({ length: 0x20 }, (_, code) => code),
    ...Array.from({ length: 0x21 }, (_, past) => 0x7f + past),
    ...[
      0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0xd800, 0xdfff,
    ],
  ].map((code) => String.fromCharCode(code))

  it('holds nothing that breaks it, controls what shows it or turns it round, wherever that stands', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...refused),
        fc.string({ maxLength: 20 }),
        fc.string({ maxLength: 20 }),
        (odd, before, after) => {
          expect(line.Check(`${before}${odd}${after}`)).toBe(false)
        },
      ),
    )
  })

  it.each([
    'Zoë O’Neil-Ås',
    'محمد\u200f (Mo)',
    'שרה\u200e',
    'می\u200cخواهم',
    '李小龙',
    '👩\u200d👧 Unit',
    'Ünit №7; «x», "y" = 1',
  ])('is a name as people have it: %s', (name) => expect(line.Check(name)).toBe(true))

  it('is left empty only where it may be; words may be of several lines', () => {
    expect([line.Check(''), none.Check(''), words.Check('')]).toEqual([false, true, false])
    expect([line.Check('a\nb'), none.Check('a\nb'), words.Check('a\nb\tc')]).toEqual([false, false, true])
  })
})

it.each([
  '"a\r\nBcc: b"@x.example',
  '"\u0000"@x.example',
  '"a b"@x.example',
  'a\n@x.example',
  'a@x.example\n',
])('is no address for a mail: %j', (address) => expect(email.Check(address)).toBe(false))

it.each([
  '2026-03-02T23:59:60Z',
  '2026-03-02T09:00:00Z[Europe/London]',
  '2026-03-02T09:00:00+23:59',
  '2026-03-02T09:00:00.1234567891Z',
  '1899-03-02T09:00:00Z',
])('is no instant that everybody can compute with: %s', (text) => expect(at.Check(text)).toBe(false))

it.each(['2026-03-02T09:00:00Z', '2026-03-02T09:00:00.123+01:00', '2026-03-02T09:00:00.123456789-14:00'])(
  'is an instant: %s, which a calendar reads too',
  (text) => {
    expect(at.Check(text)).toBe(true)
    expect(() => Temporal.Instant.from(text)).not.toThrow()
  },
)
