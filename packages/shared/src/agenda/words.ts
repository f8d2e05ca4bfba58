import type { ItemState } from './schema.ts'

/** What became of a case on an agenda. */
export const itemStateWords = {
  listed: 'listed',
  discussed: 'discussed',
  deferred: 'deferred',
} as const satisfies Record<ItemState, string>
