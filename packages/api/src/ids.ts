import { randomInt } from 'node:crypto'
import { v7 } from 'uuid'

export const newId = (): string => v7()

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
/** Whether somebody’s text could be an id at all: Postgres refuses to compare anything else with one. */
export const isId = (text: string): boolean => uuid.test(text)

// Crockford's base 32 without vowels: nothing to mistake over the phone, and no words.
const letters = '0123456789BCDFGHJKMNPQRSTVWXYZ'

/**
 * `EMP-2026-7K3QXB`: readable, and random, because a running number would tell every agency how many cases there are
 * that it may not see (ACC-6). 729 million a year and partnership; a clash is refused by the table, and the command runs again.
 */
export function newReference(prefix: string, year: number): string {
  let code = ''
  for (let i = 0; i < 6; i++) code += letters[randomInt(letters.length)]
  return `${prefix}-${year}-${code}`
}
