import { isChildAtRisk } from '@alongside/shared/children/rules'
import { childName } from '@alongside/shared/children/words'
import { narrative } from '@alongside/shared/limits'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { saidBeside } from '@alongside/shared/referrals/wants'

/** CON-4: her own words, as her file keeps them, with her view of the danger and what she wants. */
export function voiceOf({ herVoice = {} }: ReferralAnswers) {
  const { words = '', worries, given = 'to_referrer', danger, dangerWords, wants } = herVoice
  return {
    ...{ words, worries: worries || null, given },
    ...(danger && { danger }),
    ...(dangerWords && { dangerWords }),
    ...(wants && { wants }),
  }
}

/** She said something of her own, in words or by what she was asked. */
export const spoke = ({ herVoice = {} }: ReferralAnswers): boolean =>
  Boolean(herVoice.words?.trim()) || saidBeside(herVoice)

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
