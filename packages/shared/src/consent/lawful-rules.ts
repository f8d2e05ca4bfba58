import { faultsOf } from '../faults.ts'
import type { Fault } from '../problems.ts'
import type { LawfulAnswers } from './lawful-schema.ts'
import type { ConsentAnswers, WithoutConsentAnswers } from './schema.ts'

/** What a form's sharing rests on; `both`: some of it on what she agrees to, and some on a record of its own. */
type FormBasis = 'consent' | 'without_consent' | 'both' | undefined
export const restsOnHerSay = (basis: FormBasis): boolean => basis === 'consent' || basis === 'both'
export const restsOnRecord = (basis: FormBasis): boolean => basis === 'without_consent' || basis === 'both'

interface Sharing {
  basis?: FormBasis
  given?: ConsentAnswers
  without?: WithoutConsentAnswers
  lawful?: LawfulAnswers[]
}

/** With whom the form shares, be it by her say or without it. */
export const sharedWith = (sharing: Sharing): string[] => [
  ...new Set([...agreedTo(sharing), ...sharedWithout(sharing)]),
]

const agreedTo = ({ basis, given }: Sharing): string[] =>
  (restsOnHerSay(basis) && given?.agreedAgencies) || []
const sharedWithout = ({ basis, without }: Sharing): string[] =>
  (restsOnRecord(basis) && without?.agencies) || []

/** CON-6: the bases that were named for whom the form shares with. */
export const lawfulOf = (sharing: Sharing): LawfulAnswers[] => {
  const receiving = new Set(sharedWith(sharing))
  return (sharing.lawful ?? []).filter(({ agencyId, purpose }) => purpose && receiving.has(agencyId))
}

/** CON-6: half a basis is named at its place. One that is not named at all stays so: the form says it, and nothing waits for it. */
export function lawfulFaults(sharing: Sharing, at: string): Fault[] {
  const { faults, contradiction } = faultsOf<LawfulAnswers[]>(at)
  const [agreed, without] = [agreedTo(sharing), sharedWithout(sharing)]
  const rows = sharing.lawful ?? []
  rows.forEach(({ agencyId, purpose, say, because, confirmed }, index) => {
    if (!purpose || !(agreed.includes(agencyId) || without.includes(agencyId))) return
    if (rows.findIndex((row) => row.agencyId === agencyId && row.purpose === purpose) < index)
      contradiction(`${index}/purpose`, 'This purpose is named already: say all of it in one place')
    if (say === 'agrees' && !agreed.includes(agencyId))
      contradiction(`${index}/say`, 'Tick this agency among those that she agrees to, too')
    if (say && say !== 'agrees' && !without.includes(agencyId))
      contradiction(
        `${index}/say`,
        'What she did not agree to needs a record of sharing without consent with this agency, or is left out',
      )
    faults.push(...unproved({ because, confirmed }, `${at}/${index}`))
  })
  return faults
}

/** CON-6: what one basis lacks, once it is said what the sharing is for. `at`: of the basis. */
export function unproved(
  { because, confirmed }: { because?: string | undefined; confirmed?: boolean | undefined },
  at: string,
): Fault[] {
  const { faults, missing } = faultsOf<LawfulAnswers>(at)
  if (!because?.trim()) missing('because', 'Say how what the law asks for is met')
  if (!confirmed) missing('confirmed', 'Confirm what sharing rests on')
  return faults
}

/**
 * CON-6: what cannot be so where some is shared by her agreement and some without it. One agency may stand on both sides, for
 * another purpose each. What passes her no, two people decide on the case (ACC-8). `at`: of the form's part on consent.
 */
export function bothFaults(sharing: Sharing, at: string, nameOf: (agencyId: string) => string): Fault[] {
  if (sharing.basis !== 'both') return []
  const { faults, contradiction } = faultsOf<Required<Sharing>>(at)
  const apart = (agencyId: string) =>
    sharing.lawful?.some((row) => row.agencyId === agencyId && row.say && row.say !== 'agrees')
  for (const agencyId of sharedWithout(sharing)) {
    if (sharing.given?.refusedAgencies?.includes(agencyId))
      contradiction(
        'without/agencies',
        `She said no to ${nameOf(agencyId)}. Leave it out here: what passes her no is recorded on the case, and two people decide`,
      )
    else if (agreedTo(sharing).includes(agencyId) && !apart(agencyId))
      contradiction(
        'without/agencies',
        `She agrees to ${nameOf(agencyId)}. Leave it out here, or say below for which purpose she does not`,
      )
  }
  return faults
}
