import type { ConsentAnswers, WithoutConsentAnswers } from '../consent/schema.ts'
import { forumWords } from '../other-forums/words.ts'
import type { Labels } from '../words.ts'
import type { ReferralAnswers, Section } from './schema.ts'

/** The sections whose questions are always the same. Indicators have the rule set’s words; consent has two forms, and who harms her is told row by row. */
export type Labelled = Exclude<Section, 'indicators' | 'consent' | 'peopleWhoHarm' | 'unfinishedDates'>

const { mappa: _, ...onForm } = forumWords

/** The answers in short, as check-your-answers, the referral itself and the blank form on paper name them. */
export const answerLabels: { readonly [S in Labelled]: Labels<NonNullable<ReferralAnswers[S]>> } = {
  addressedTo: {
    meeting: 'The meeting',
    agencies: 'Agencies',
    exceptionalReason: 'Why it cannot wait for a later meeting',
  },
  person: {
    name: 'Name',
    aliases: 'Other names',
    age: 'Age',
    contactToAvoid: 'What would put her at risk',
    language: 'Language',
    interpreter: 'Interpreter',
  },
  reach: { ways: 'Ways to reach her', noneBecause: 'Why there is no safe way yet' },
  whereabouts: {
    sellingSexNow: 'Sells sex now',
    inArea: 'In the partnership’s area',
    where: 'Where and when',
    sleeps: 'Where she sleeps',
    homeKind: 'What kind of place',
    homeFor: 'For how long',
    postcode: 'Its postcode',
  },
  children: {
    hasChildren: 'Has children',
    about: 'About them',
    rows: 'The children',
    atRisk: 'A child at risk',
    risk: 'What the risk is',
  },
  raisedLight: { light: 'Raised to', reason: 'Why it was raised' },
  criterion: {
    kind: 'Rests on',
    reasons: 'Reasons',
    couldNotDisclose: 'She could not tell it herself',
    policeContactsLast12Months: 'Police contacts, past 12 months',
    policeContactsPrevious12Months: 'Police contacts, 12 months before',
    courtDiversionsImposed: 'Court diversions imposed',
    courtDiversionMeetingsMissed: 'Whose meetings she was not able to attend',
  },
  safeguarding: {
    careAndSupportNeeds: 'Care and support needs',
    about: 'What they are',
    abuseOrNeglect: 'Abuse or neglect, or a risk of it',
    abuseInWords: 'What is happening, or may',
    unableToProtectHerself: 'Kept by her needs from protecting herself',
    outcome: 'What she wants to come of it',
  },
  herVoice: {
    words: 'What she wants said',
    worries: 'What worries her',
    given: 'Given',
    danger: 'Her own view of the danger',
    dangerWords: 'The danger, in her words',
    wants: 'What she wants from services',
  },
  request: {
    asks: 'What is asked',
    needsMultiAgency: 'Why one agency is not enough',
    inPlace: 'Already in place',
    agenciesInvolved: 'Already involved',
  },
  otherForums: { known: 'Other forums that know of her', ...onForm },
  reReferral: {
    discussedBefore: 'Discussed before',
    escalationSince: 'What escalated for her since',
    childrenEscalation: 'What escalated for her children',
  },
  referrer: { phone: 'Telephone', knowsHer: 'How the referrer knows her' },
  tonight: {
    short: 'A short form',
    age: 'How old she seemed',
    reach: 'How to reach her',
    reachOn: 'The number',
    faces: 'What she faced that night',
    knownBy: 'How it was known',
    more: 'A few words',
    say: 'Whom she let us tell',
  },
  equality: {
    ethnicity: 'Ethnicity',
    sex: 'Sex',
    gender: 'Gender, in her words',
    genderSameAsRegisteredAtBirth: 'Same as registered at birth',
    sexualOrientation: 'Sexual orientation',
    condition: 'Lasting health condition',
    conditionReduces: 'Makes day-to-day activities harder',
  },
}

export const givenLabels: Labels<ConsentAnswers> = {
  explained: 'What was explained to her',
  shared: 'What is shared',
  agreedAgencies: 'Agrees to share with',
  refusedAgencies: 'Does not agree to share with',
  lifts: 'No longer refuses',
  limits: 'Not to be used for',
  how: 'Given',
  through: 'With',
  takenBy: 'Taken by',
  paperNumber: 'Number of the paper form',
  givenOn: 'Given on',
  until: 'Until',
  reviewOn: 'Asked again on',
}

type Without = WithoutConsentAnswers
export const withoutLabels: Labels<Omit<Without, 'capacity'> & NonNullable<Without['capacity']>> = {
  grounds: 'Grounds',
  why: 'Why consent was not sought or given',
  whyInWords: 'In words',
  shared: 'What is shared, and why no more',
  agencies: 'Shared with',
  decidedBy: 'Decided by',
  telling: 'Telling her',
  tellingInWords: 'When and how, or why not',
  reviewOn: 'Looked at again on',
  assessor: 'Capacity assessed by',
  assessedOn: 'Assessed on',
  decision: 'For which decision',
  bestInterests: 'Her best interests',
}
