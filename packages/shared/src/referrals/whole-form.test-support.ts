import { starterRuleSet } from '../traffic-light/starter.ts'
import type { FormContext } from './completeness.ts'
import type { ReferralAnswers } from './schema.ts'

export const agencies = new Map([
  ['lantern', 'Lantern'],
  ['housing', 'Harbour Homes'],
  ['police', 'Eastmarsh Police'],
])

/** Housing fills the form on a Monday in March. */
export const context: FormContext = {
  ruleSet: starterRuleSet,
  today: '2026-03-02',
  agencies,
  coordinatingAgencyId: 'lantern',
  ownAgencyId: 'housing',
  referrerName: 'Sam Osei',
}

/** Every indicator answered no, but for those named. */
export const indicators = (given: NonNullable<ReferralAnswers['indicators']> = {}) => ({
  ...Object.fromEntries(starterRuleSet.indicators.map(({ code }) => [code, { answer: 'no' as const }])),
  ...given,
})

const redCode = starterRuleSet.indicators.find(({ level }) => level === 'red')?.code ?? ''

/** A form to the meeting from which nothing is missing, and whose light is red. */
export const whole: ReferralAnswers = {
  addressedTo: { meeting: true, agencies: [] },
  person: {
    name: 'Rosa',
    age: { belief: 'believed_adult', restsOn: 'she_said' },
  },
  reach: { ways: { van: { kind: 'in_person', value: 'At the van', safe: 'yes' } } },
  whereabouts: { sellingSexNow: 'yes', inArea: 'yes', sleeps: 'With a friend' },
  children: { hasChildren: 'no', atRisk: 'no' },
  indicators: indicators({ [redCode]: { answer: 'yes', restsOn: 'She told the worker' } }),
  criterion: { kind: 'professional_judgement', reasons: 'She is in more danger than one service can lessen' },
  consent: {
    basis: 'consent',
    given: {
      explained: 'Who meets',
      shared: 'This referral',
      agreedAgencies: ['lantern', 'housing'],
      refusedAgencies: ['police'],
      how: 'spoken',
      through: 'nobody_else',
      takenBy: 'The referrer',
      givenOn: '2026-03-02',
      until: '2026-09-02',
    },
  },
  safeguarding: { careAndSupportNeeds: 'no' },
  herVoice: { words: 'I want a lock.', given: 'in_writing' },
  referrer: { phone: '01632 960100' },
  request: { needsMultiAgency: 'Housing and health hang together', asks: 'A plan' },
}
