import Type from 'typebox'
import { command } from '../contract.ts'
import { PastLimit } from '../limits/schema.ts'
import { narrative } from '../limits.ts'
import { Closed, Id, ListOf, Words } from '../scalars.ts'
import * as at from './addresses.ts'
import { LawfulBasis, PurposeSay, SharingPurpose } from './lawful-schema.ts'
import { Consent, ConsentAnswers, WithoutConsent, WithoutConsentAnswers } from './schema.ts'

export const recordConsent = command(at.recordConsent, {
  params: { caseId: Id },
  summary: 'Record consent: whom she agrees to, and whom not; grants follow at once (CON-1, ACC-3)',
  description:
    '`leavesOut`: agencies that see the case by an earlier consent and stop seeing it with this one, where she neither agrees to them nor refuses them. One that is not named is asked about: 409, with each in `errors` (CON-3).',
  body: Closed(
    { ...ConsentAnswers.properties, leavesOut: Type.Optional(ListOf(Id)) },
    { $id: 'ConsentToRecord' },
  ),
  reply: Consent,
  status: 201,
  // As lifting it by itself does: a consent is no way round.
  stepUpWhen: { when: 'it lifts a no of hers (`lifts`)', holds: ({ lifts = [] }) => lifts.length > 0 },
  audit: 'consent.recorded',
  refusals: [
    'answers.incomplete',
    'reference.unknown',
    'consent.emergency',
    'consent.own_record',
    'consent.not_taken',
    'consent.leaves_out',
  ],
  example: {
    explained: 'Who meets, what for, and that she can stop it',
    shared: 'What is in the referral',
    agreedAgencies: ['01995b1c-7d00-7000-8000-000000000001'],
    refusedAgencies: [],
    how: 'spoken',
    through: 'nobody_else',
    takenBy: 'Jo Mbeki',
    givenOn: '2026-03-31',
    until: '2026-09-30',
  },
})

export const withdrawConsent = command(at.withdrawConsent, {
  params: { consentId: Id },
  summary:
    'She withdraws: every consent of hers, on all her files, ends at once, and the grants with it (ACC-3)',
  description: '`refusedAgencies`: to whom it is a no as well, which stands until she lifts it (ACC-8).',
  body: Closed(
    { how: Words(narrative), refusedAgencies: Type.Optional(ListOf(Id)) },
    { $id: 'ConsentWithdrawal' },
  ),
  reply: Consent,
  audit: 'consent.withdrawn',
  refusals: ['consent.ended', 'reference.unknown', 'consent.emergency'],
  example: { how: 'She said so on the phone to the outreach worker.' },
})

export const recordWithoutConsent = command(at.recordWithoutConsent, {
  params: { caseId: Id },
  summary: 'Record sharing without consent in full (CON-2)',
  description:
    'An agency that she refused sees nothing by it: the record names each no that it would pass in `pastLimits`, and two people of two agencies decide (ACC-8). `urgent`: a life is in danger now, and one person on call may open it for four hours. `delayEndangers`: whoever promised her is told as it opens, not before. What waits for two people already is not asked beside it, but urgently in its place.',
  body: Closed(
    {
      ...WithoutConsentAnswers.properties,
      pastLimits: Type.Optional(ListOf(PastLimit, 200)),
      delayEndangers: Type.Optional(Type.Boolean()),
      urgent: Type.Optional(Type.Boolean()),
    },
    { $id: 'NewWithoutConsent' },
  ),
  reply: WithoutConsent,
  status: 201,
  audit: 'without_consent.recorded',
  refusals: [
    'answers.incomplete',
    'reference.unknown',
    'consent.emergency',
    'consent.own_record',
    'override.asked',
  ],
  example: {
    grounds: [{ code: 'vital_interests', because: 'He has said that he will kill her.' }],
    why: 'unsafe_to_ask',
    whyInWords: 'He answers her phone.',
    shared: 'Name, where she is, the threats; nothing on health',
    agencies: ['01995b1c-7d00-7000-8000-000000000001'],
    decidedBy: 'Det. Sgt. N. Vale',
    telling: 'will_be_told',
    tellingInWords: 'When she is next seen alone',
    reviewOn: '2026-06-30',
  },
})

export const recordLawfulBasis = command(at.recordLawfulBasis, {
  params: { caseId: Id },
  summary: 'Name what sharing with an agency rests on in law, for one purpose (CON-6)',
  description:
    'Beside her say, and apart from it: it opens nothing by itself. Of an agency and a purpose the newest stands; what was named before stays on record. `say`: what she says to this purpose.',
  body: Closed(
    {
      agencyId: Id,
      purpose: SharingPurpose,
      say: Type.Optional(PurposeSay),
      because: Words(narrative, 'How what the law asks for is met'),
      words: Words(narrative, 'The basis as it was proposed and confirmed'),
    },
    { $id: 'NewLawfulBasis' },
  ),
  reply: LawfulBasis,
  status: 201,
  audit: 'lawful_basis.recorded',
  refusals: ['reference.unknown', 'consent.emergency', 'consent.own_record'],
  example: {
    agencyId: '01995b1c-7d00-7000-8000-000000000001',
    purpose: 'support',
    say: 'agrees',
    because: 'Her care is planned with them.',
    words: 'UK GDPR Article 6(1)(e). Article 9(2)(h).',
  },
})
