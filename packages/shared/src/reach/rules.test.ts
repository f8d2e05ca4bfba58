import { expect, it } from 'vitest'
import { hiddenBy, type WayOnFile } from './rules.ts'
import type { Way } from './schema.ts'

const unsafe = (value: string): WayOnFile => ({
  formKey: null,
  way: { kind: 'phone', value, safe: 'no', until: null, because: 'He has her phone' } as Way,
})

it.each([
  '07700 900333',
  '+44 7700 900333',
  '+44 (0)7700 900333',
  '0044 7700 900 333',
  '07700-900-333 (her own, ask for Kim)',
  'Kim: 07700 900333',
])('REF-14 %s is the number that the file says is not to be used', (typed) => {
  expect(hiddenBy([unsafe('07700 900333')], '2026-03-02')(typed)).toBe(true)
  expect(hiddenBy([unsafe(typed)], '2026-03-02')('7700900333')).toBe(true)
})

it.each(['07700 900334', 'kim.07700900333@mail.example', 'Flat 3, 12 Dock Street', ''])(
  'REF-14 «%s» is another',
  (typed) => {
    expect(hiddenBy([unsafe('07700 900333')], '2026-03-02')(typed)).toBe(false)
  },
)
