import { clockTime } from '../limits.ts'

/** What can be rung: digits, with what people write between them. */
export const telephonePattern = '^\\+?[0-9][0-9 ()-]{4,28}$'
/** By the clock, 24 hours. */
export const timePattern = clockTime

/** Entries that an agency's list may have: each day apart, and then some. */
export const entriesAtMost = 30
