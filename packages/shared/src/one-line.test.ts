import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { expect, it } from 'vitest'
import { anyPassword, prose } from './limits.ts'
import { faultInLine } from './one-line.ts'
import { Line, LineOrNone, Text } from './scalars.ts'

const odd = fc.constantFrom('\t', '\r\n', '\u0007', '\u2028', '\u202e', '\u2067', '\ud800', '👩‍👧', 'Zoë')
const typed = fc
  .array(fc.oneof(odd, fc.string({ maxLength: 90 })), { maxLength: 4 })
  .map((parts) => parts.join(''))

it('REF-5 of a field of one line the browser says what the API would say of it', () => {
  const [line, none, text] = [Compile(Line(60)), Compile(LineOrNone()), Compile(Text())]
  fc.assert(
    fc.property(typed, (words) => {
      const sent = words.trim()
      expect(faultInLine(words, 60) === null).toBe(sent === '' || line.Check(sent))
      expect(faultInLine(words) === null).toBe(none.Check(sent))
      expect(faultInLine(words, prose.limit, prose.takes) === null).toBe(text.Check(sent))
    }),
  )
})

it('says it in words, and blanks around it are nothing to mend', () => {
  expect(faultInLine(' Bex\t')).toBeNull()
  expect(faultInLine('Bex\u202e')).toBe(
    'is one line: take out line breaks, tabs and characters that cannot be seen',
  )
  expect(faultInLine('x'.repeat(201))).toBe('is too long: at most 200 characters')
  expect(faultInLine('\u202e\t', anyPassword.limit, anyPassword.takes)).toBeNull()
})
