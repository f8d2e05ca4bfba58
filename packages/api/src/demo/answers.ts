import type { ConsentAnswers, WithoutConsentAnswers } from '@alongside/shared/consent/schema'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import type { IndicatorAnswers } from '@alongside/shared/traffic-light/schema'
import { starterRuleSet } from '@alongside/shared/traffic-light/starter'

/** Every indicator answered: those named `yes`, each with what it rests on, the rest `no`. */
export function indicators(
  yes: Record<string, string>,
  suspected: Record<string, string> = {},
): IndicatorAnswers {
  const answered = (code: string) => {
    if (yes[code]) return { answer: 'yes' as const, restsOn: yes[code] }
    if (suspected[code]) return { answer: 'suspected' as const, restsOn: suspected[code] }
    return { answer: 'no' as const }
  }
  return Object.fromEntries(starterRuleSet.indicators.map(({ code }) => [code, answered(code)]))
}

export function consentTo(
  agreedAgencies: string[],
  given: Partial<ConsentAnswers> & { givenOn: string; until: string },
): NonNullable<ReferralAnswers['consent']> {
  return {
    basis: 'consent',
    given: {
      explained: 'Who meets, what for, what is written down, and that she can stop it at any time',
      shared: 'What is in this referral',
      agreedAgencies,
      refusedAgencies: [],
      how: 'spoken',
      through: 'nobody_else',
      takenBy: 'The referrer',
      ...given,
    },
  }
}

export function withoutConsent(
  agencies: string[],
  record: Partial<WithoutConsentAnswers> & { reviewOn: string },
): NonNullable<ReferralAnswers['consent']> {
  return {
    basis: 'without_consent',
    without: {
      grounds: [
        { code: 'safeguarding_at_risk', because: 'Asking would put her at more risk: he answers her phone.' },
      ],
      why: 'unsafe_to_ask',
      whyInWords: 'Every contact has been with the man who answers her phone.',
      shared: 'Name, age, where she is seen and what puts her at risk; nothing on her health',
      agencies,
      decidedBy: 'The referrer’s safeguarding lead',
      telling: 'will_be_told',
      tellingInWords: 'When she is next seen alone',
      ...record,
    },
  }
}

/** A complete form for an adult; what is given replaces its section's answers one by one. */
export function complete(answers: ReferralAnswers): ReferralAnswers {
  const whole: ReferralAnswers = {
    person: {
      name: 'Rosa',
      age: { belief: 'believed_adult', restsOn: 'she_said', inWords: 'She has said so, and looks it' },
      language: 'English',
      interpreter: 'no',
    },
    reach: {
      ways: { van: { kind: 'in_person', value: 'At the outreach van', safe: 'yes', times: 'After 22:00' } },
    },
    whereabouts: {
      sellingSexNow: 'yes',
      inArea: 'yes',
      where: 'The main road, most nights',
      sleeps: 'With a friend',
    },
    children: { hasChildren: 'no', atRisk: 'no' },
    indicators: indicators({}),
    criterion: {
      kind: 'professional_judgement',
      reasons: 'She is in more danger than one service can lessen.',
    },
    safeguarding: { careAndSupportNeeds: 'no' },
    herVoice: { words: 'I want somewhere with a lock.', given: 'to_referrer' },
    request: {
      needsMultiAgency: 'Her housing, her health and her safety hang together.',
      asks: 'A plan that keeps her safe this month',
      inPlace: 'Outreach sees her twice a week',
    },
    reReferral: { discussedBefore: 'no' },
    referrer: { phone: '01632 960100', knowsHer: 'For two years, through outreach' },
  }
  const sections = new Set([...Object.keys(whole), ...Object.keys(answers)]) as Set<keyof ReferralAnswers>
  const merged = [...sections].map((section) => [
    section,
    section === 'indicators'
      ? (answers.indicators ?? whole.indicators)
      : { ...whole[section], ...answers[section] },
  ])
  return Object.fromEntries(merged) as ReferralAnswers
}
