import type { ReadingFinding, UnusualKind } from './values.ts'

export const unusualWords: Readonly<Record<UnusualKind, string>> = {
  many_cases: 'Many cases opened in a short time',
  empty_searches: 'Many searches that found nobody',
  denied_reads: 'Refused again and again',
}

/** What was counted, after its number. */
export const countedWords: Readonly<Record<UnusualKind, string>> = {
  many_cases: 'different cases',
  empty_searches: 'different searches without a hit',
  denied_reads: 'different things refused',
}

export const findingWords: Readonly<Record<ReadingFinding, string>> = {
  explained: 'There is a good reason for it',
  taken_further: 'It is taken further',
}
