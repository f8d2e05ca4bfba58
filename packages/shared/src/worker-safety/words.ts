import type { WorkerWarning } from './schema.ts'
import type { WorkerWarningKind } from './values.ts'

export const workerWarningWords = {
  dog: 'A dog',
  weapon: 'A weapon',
  man_present: 'A man is there',
  go_in_pairs: 'Go in pairs',
} as const satisfies Record<WorkerWarningKind, string>

/** Beside one that nobody has checked for long. */
export const staleWords = 'Not checked for 90 days: it may no longer be so'

/** On paper, in a line; `checked`: the day in words. */
export const warningInWords = (
  { kind, words, source, stale }: Pick<WorkerWarning, 'kind' | 'words' | 'source' | 'stale'>,
  checked: string,
): string =>
  [
    `${workerWarningWords[kind]}${words ? `: ${words}` : ''}`,
    `${source}, checked ${checked}.`,
    ...(stale ? [`${staleWords}.`] : []),
  ].join(' — ')
