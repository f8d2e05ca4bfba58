import { isChildAtRisk } from '@alongside/shared/children/rules'
import { childName } from '@alongside/shared/children/words'
import { narrative } from '@alongside/shared/limits'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'

/** CON-4: her own words, as her file keeps them. */
export function voiceOf({ herVoice: { words = '', worries, given = 'to_referrer' } = {} }: ReferralAnswers) {
  return { words, worries: worries || null, given }
}

/** What whoever is told of a child or an adult at risk needs to know. */
export const aboutWhat = (kind: 'child' | 'adult', answers: ReferralAnswers): string =>
  (kind === 'child'
    ? answers.children?.risk?.trim() || risksOf(answers)
    : (answers.safeguarding?.about ?? answers.consent?.without?.whyInWords)) ?? ''

/** What is said of each child at risk, where nothing is said of them together. */
const risksOf = ({ children: { rows = [] } = {} }: ReferralAnswers): string | undefined =>
  rows
    .filter((row) => isChildAtRisk(row) && row.risk?.trim())
    .map((row) => `${childName(row)}: ${row.risk?.trim()}`)
    .join('\n')
    .slice(0, narrative) || undefined
