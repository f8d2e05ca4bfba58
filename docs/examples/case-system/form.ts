import type { Schemas } from './alongside.ts'
import type { PersonRecord } from './case-system.ts'

/** The universal referral form, filled from a record. What is not known is better left out: Alongside names what is missing. */
export function formOf(
  record: PersonRecord,
  partnership: Schemas['Partnership'],
): Schemas['ReferralAnswers'] {
  const { name, risks, where, wishes, worker, consent } = record
  return {
    addressedTo: { meeting: true, agencies: [] },
    person: {
      name,
      age: { stated: 'about 34', restsOn: 'she_said' },
      language: 'English',
      interpreter: 'no',
    },
    reach: { ways: { worker: { kind: 'through_somebody', value: worker.name, safe: 'yes' } } },
    whereabouts: { sellingSexNow: 'yes', inArea: 'yes', where, sleeps: where },
    children: { hasChildren: 'no', atRisk: 'no' },
    // The partnership’s rule set says what is asked; our own list of risks uses its codes.
    indicators: Object.fromEntries(
      partnership.ruleSet.indicators.map(({ code }) => {
        const restsOn = risks[code]
        return [code, restsOn ? { answer: 'yes' as const, restsOn } : { answer: 'no' as const }]
      }),
    ),
    criterion: { kind: 'professional_judgement', reasons: Object.values(risks).join('; ') },
    consent: {
      basis: 'consent',
      given: {
        explained: 'Who meets, what for, and that she can stop it at any time',
        shared: 'What is in this referral',
        agreedAgencies: partnership.agencies.map(({ id }) => id),
        refusedAgencies: [],
        how: 'in_writing',
        through: 'nobody_else',
        takenBy: worker.name,
        givenOn: consent.on,
        until: consent.until,
      },
    },
    safeguarding: { careAndSupportNeeds: 'no' },
    herVoice: { words: wishes, given: 'to_referrer' },
    request: {
      needsMultiAgency: 'More than one service is needed to keep her safe.',
      asks: 'A plan for this month',
      inPlace: `${worker.name} sees her every week`,
    },
    reReferral: { discussedBefore: 'no' },
    referrer: { phone: worker.phone, knowsHer: 'As her worker' },
  }
}
