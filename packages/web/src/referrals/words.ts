import type { ConsentAnswers, WithoutConsentAnswers } from '@alongside/shared/consent/schema'
import { howWords, tellingWords, throughWords, whyWords } from '@alongside/shared/consent/words'
import { forumWords } from '@alongside/shared/other-forums/words'
import type { ReferralAnswers, Section } from '@alongside/shared/referrals/schema'
import { choiceWords } from '@alongside/shared/referrals/words'
import type { ResponseTime } from '@alongside/shared/traffic-light/schema'

/** "within 4 hours, day and night", "by the end of the next working day". */
export function responseWords({ amount, unit }: ResponseTime): string {
  if (unit === 'hours') return `within ${amount} hours, day and night`
  return amount === 1 ? 'by the end of the next working day' : `by the end of the ${amount}th working day`
}

/** Each question of a part of the form in a few words: one that is left out does not compile. */
export type Labels<T> = { readonly [K in keyof T]-?: string }
/** The sections whose questions are always the same. Indicators have the rule set’s words; consent has two forms, and who harms her is told row by row. */
type Labelled = Exclude<Section, 'indicators' | 'consent' | 'peopleWhoHarm' | 'unfinishedDates'>

const { mappa: _, ...onForm } = forumWords

/** The answers in short, as check-your-answers and the referral itself name them. */
const answerLabels: { readonly [S in Labelled]: Labels<NonNullable<ReferralAnswers[S]>> } = {
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

const givenLabels: Labels<ConsentAnswers> = {
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
const withoutLabels: Labels<Omit<Without, 'capacity'> & NonNullable<Without['capacity']>> = {
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

/** By the name of a question, which a compared or a faulty answer brings as text. */
export const labelsOf = (section: string): Readonly<Record<string, string>> =>
  Object.hasOwn(answerLabels, section) ? answerLabels[section as Labelled] : {}
export const consentLabels: Readonly<Record<string, string>> = givenLabels
export const withoutConsentLabels: Readonly<Record<string, string>> = withoutLabels

type ChoicesOfSection = Readonly<Record<string, Readonly<Record<string, string>>>>
const consentChoices: ChoicesOfSection = {
  ...choiceWords.consent,
  how: howWords,
  through: throughWords,
  why: whyWords,
  telling: tellingWords,
}

/** What was chosen, in words; what was typed, as it is. `question`: its key in the section, of consent the last one. */
export function answerInWords(section: Section, question: string, answer: string): string {
  const choices: ChoicesOfSection =
    section === 'consent'
      ? consentChoices
      : ((choiceWords as Partial<Record<Section, ChoicesOfSection>>)[section] ?? {})
  const said = Object.hasOwn(choices, question) ? choices[question]?.[answer] : undefined
  return said ?? answer
}
