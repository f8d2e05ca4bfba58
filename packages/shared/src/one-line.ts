import { line, oneLine, oneLineWords, storable, storableWords } from './limits.ts'

// Apart from the other words of faults: the browser's first load carries what is said of a field of one line, and no more.

export const counted = (number: unknown, one: string) => `${String(number)} ${one}${number === 1 ? '' : 's'}`
export const tooLongWords = (limit: unknown) => `is too long: at most ${counted(limit, 'character')}`

/**
 * What is wrong with what stands in a field of one line, before anything is sent: the API says the same of it. Blanks
 * around it do not go with it. `takes`: the pattern that it is held to there.
 */
export function faultInLine(typed: string, limit: number = line, takes: string = oneLine): string | null {
  const sent = typed.trim()
  if (sent.length > limit) return tooLongWords(limit)
  if (new RegExp(takes, 'u').test(sent)) return null
  return takes === storable ? storableWords : oneLineWords
}
