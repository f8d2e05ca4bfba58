import type { ItemState, TakenOffBecause } from './schema.ts'
import type { putOffBecause, reasonsToStepOut } from './values.ts'

/** What became of a case on an agenda, on paper and on screen. */
export const itemStateWords = {
  listed: 'to discuss',
  discussed: 'discussed',
  deferred: 'put off',
} as const satisfies Record<ItemState, string>

/** Why an item left an agenda without being put off. */
export const takenOffWords = {
  held: 'Nothing goes on with her case: a hold stands.',
  withdrawn: 'Its referral was withdrawn.',
  triage_taken_back: 'Its triage was taken back.',
  put_off_by_slip: 'It is spoken of at an earlier meeting after all.',
} as const satisfies Record<TakenOffBecause, string>

/** Why an item was put off as its meeting closed. */
export const putOffWords = {
  unchaired: 'Nobody who came to the meeting could chair this case.',
} as const satisfies Record<(typeof putOffBecause)[number], string>

/** ACC-9: why somebody must not hear a case, after who it is. For who runs the meeting alone. */
export const reasonWords = {
  no_basis: 'this case was not shared with them',
  refused: 'she refused that they are told',
  // A conflict closes a case to somebody as her no does: whoever reads it learns not which, and lays nothing on her that she did not say.
  shut_out: 'it is closed to them in person',
} as const satisfies Record<(typeof reasonsToStepOut)[number], string>
