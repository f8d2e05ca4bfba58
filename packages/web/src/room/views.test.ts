import { expect, test } from 'vitest'
import { viewOf } from './views.ts'

test.each([
  [undefined, true, 'chair', 'chair'],
  [undefined, true, 'coordinator', 'notes'],
  ['member', true, 'chair', 'member'],
  ['screen', true, 'coordinator', 'notes'],
  ['chair', false, 'lead_member', 'member'],
  [undefined, false, undefined, 'member'],
] as const)('MTG-7 asked for %s, may record: %s, as %s: %s', (asked, records, role, view) =>
  expect(viewOf(asked, records, role)).toBe(view),
)
