import { faultsOf } from '../faults.ts'
import type { Fault } from '../problems.ts'
import type { LawfulAnswers } from './lawful-schema.ts'
import type { ConsentAnswers, WithoutConsentAnswers } from './schema.ts'

interface Sharing {
  basis?: 'consent' | 'without_consent'
  given?: ConsentAnswers
  without?: WithoutConsentAnswers
  lawful?: LawfulAnswers[]
}

/** With whom the form shares, be it by her say or without it. */
export const sharedWith = ({ basis, given, without }: Sharing): string[] =>
  (basis === 'consent' ? given?.agreedAgencies : basis === 'without_consent' ? without?.agencies : []) ?? []

/** CON-6: the bases that were named for whom the form shares with. */
export const lawfulOf = (sharing: Sharing): LawfulAnswers[] => {
  const receiving = new Set(sharedWith(sharing))
  return (sharing.lawful ?? []).filter(({ agencyId, purpose }) => purpose && receiving.has(agencyId))
}

/** CON-6: half a basis is named at its place. One that is not named at all stays so: the form says it, and nothing waits for it. */
export function lawfulFaults(sharing: Sharing, at: string): Fault[] {
  const { faults, missing } = faultsOf<LawfulAnswers[]>(at)
  const receiving = new Set(sharedWith(sharing))
  sharing.lawful?.forEach(({ agencyId, purpose, because, confirmed }, index) => {
    if (!purpose || !receiving.has(agencyId)) return
    if (!because?.trim()) missing(`${index}/because`, 'Say how what the law asks for is met')
    if (!confirmed) missing(`${index}/confirmed`, 'Confirm what sharing rests on, or choose what it is for')
  })
  return faults
}
