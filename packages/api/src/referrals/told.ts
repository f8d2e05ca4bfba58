import type { ReferralAnswers } from '@alongside/shared/referrals/schema'

/** CON-4: her own words, as her file keeps them. */
export function voiceOf({ herVoice: { words = '', worries, given = 'to_referrer' } = {} }: ReferralAnswers) {
  return { words, worries: worries || null, given }
}

/** What whoever is told of a child or an adult at risk needs to know. */
export const aboutWhat = (kind: 'child' | 'adult', answers: ReferralAnswers): string =>
  (kind === 'child'
    ? answers.children?.risk
    : (answers.safeguarding?.about ?? answers.consent?.without?.whyInWords)) ?? ''
