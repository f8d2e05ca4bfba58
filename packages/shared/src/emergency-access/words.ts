import { limitPurposeWords } from '../limits/words.ts'
import type { LimitMet } from './contract.ts'
import type { EmergencyBar, EmergencyFinding, FileBar } from './values.ts'

export const emergencyFindingWords: Readonly<Record<EmergencyFinding, string>> = {
  right: 'It was right',
  not_right: 'It was not right',
}

export const emergencyBarWords: Readonly<Record<EmergencyBar, string>> = {
  she_refused: 'She said no to you or to your agency, and her no stands.',
  she_withdrew: 'She took back her consent, and nothing stands in its place.',
}

/** The same to who may see her file and decides for somebody of that agency. */
export const barToThemWords: Readonly<Record<FileBar, (agencyName: string) => string>> = {
  she_refused: (agencyName) => `she said no to ${agencyName}, or to who asks.`,
  she_withdrew: () => 'she took back her consent, and nothing stands in its place.',
  closed_to_them: () =>
    'it is closed to who asks. Answer that no file can be opened: they hear what is heard where there is none.',
}

/** What she refuses, after “She said no to”. Names nobody but who asks. */
export function limitMetWords({ kind, purpose }: Pick<LimitMet, 'kind' | 'purpose'>): string {
  if (kind === 'agency') return 'your agency'
  if (kind === 'worker') return 'you in person'
  if (kind === 'telling') return 'a way of being told or reached'
  return purpose && purpose !== 'other' ? limitPurposeWords[purpose].toLowerCase() : 'a use of what is known'
}
