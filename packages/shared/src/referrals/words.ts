import { indicatorAnswerWords as degrees } from '../traffic-light/words.ts'
import {
  ethnicityWords,
  reducesWords,
  sexualOrientationWords,
  sexWords,
  untoldWords,
  yesNoWords,
} from './equality.ts'
import type { Match, ReferralAnswers, ReferralState, Section } from './schema.ts'
import {
  ageBandWords,
  type dangerViews,
  type homeKinds,
  knownByWords,
  type responseKinds,
  sayWords,
  type waysGiven,
} from './values.ts'

export const stateWords = {
  draft: 'Draft',
  submitted: 'Waits for an answer',
  returned: 'Returned with questions',
  accepted: 'Accepted',
  declined: 'Not taken on',
  redirected: 'Redirected',
  withdrawn: 'Withdrawn',
  listed: 'On an agenda',
  discussed: 'Discussed',
  closed: 'Closed',
} as const satisfies Record<ReferralState, string>

/** REF-8: an agency's answer to the referrer. */
export const responseWords = {
  accepted: 'Accepted',
  accepted_onto_waiting_list: 'Accepted onto a waiting list',
  better_placed_elsewhere: 'Better placed elsewhere',
  not_able_to_help_now: 'Not able to help now',
} as const satisfies Record<(typeof responseKinds)[number], string>

/** REF-10: how sure it is that somebody is known already. */
export const likelihoodWords = {
  very_likely: 'Very likely',
  likely: 'Likely',
  possible: 'Possible',
} as const satisfies Record<Match['likelihood'], string>

/** CON-4: how she gave her words, as the end of «Given …». */
export const givenWords = {
  to_referrer: 'to the referrer',
  to_advocate: 'to an advocate',
  in_writing: 'in writing',
  not_yet_asked: 'not yet asked',
} as const satisfies Record<(typeof waysGiven)[number], string>

/** Her own view of the danger: «She says that …». */
export const dangerWords = {
  in_danger: 'she is in danger',
  worried: 'she is worried',
  not_worried: 'she is not worried',
  not_asked: 'she has not been asked',
} as const satisfies Record<(typeof dangerViews)[number], string>

/** What kind of place she sleeps in. */
export const homeKindWords = {
  tenant: 'her own tenancy',
  licence: 'a licence, such as supported housing',
  temporary: 'temporary accommodation',
  hostel: 'a hostel or refuge',
  with_someone: 'with someone',
  none: 'nowhere: rough, or a different place each night',
  not_known: 'not known',
} as const satisfies Record<(typeof homeKinds)[number], string>

const yesNo = { yes: 'yes', no: 'no', not_known: 'not known' } as const

/** The answers of the form that are chosen rather than typed. A choice that is added to the form has to be worded here. */
export const choiceWords: ChoiceWords = {
  person: {
    interpreter: yesNo,
  },
  whereabouts: { sellingSexNow: yesNo, inArea: yesNo, homeKind: homeKindWords },
  children: { hasChildren: yesNo, atRisk: degrees },
  raisedLight: { light: { red: 'red', amber: 'amber', green: 'green' } },
  criterion: {
    kind: { professional_judgement: 'professional judgement', escalation: 'escalation' },
  },
  consent: {
    basis: {
      consent: 'consent',
      without_consent: 'without consent',
      both: 'consent, and for others without it',
    },
  },
  safeguarding: {
    careAndSupportNeeds: degrees,
    abuseOrNeglect: degrees,
    unableToProtectHerself: degrees,
  },
  herVoice: { given: givenWords, danger: dangerWords },
  reReferral: { discussedBefore: yesNo },
  tonight: { age: ageBandWords, knownBy: knownByWords, say: sayWords },
  equality: {
    sex: { ...sexWords, ...untoldWords },
    genderSameAsRegisteredAtBirth: { ...yesNoWords, ...untoldWords },
    ethnicity: { ...ethnicityWords, ...untoldWords },
    sexualOrientation: { ...sexualOrientationWords, ...untoldWords },
    condition: { ...yesNoWords, ...untoldWords },
    conditionReduces: { ...reducesWords, ...untoldWords },
  },
}

type Chosen<T> =
  NonNullable<T> extends string ? (string extends NonNullable<T> ? never : NonNullable<T>) : never
type Choices<Answers> = {
  [K in keyof Answers as [Chosen<Answers[K]>] extends [never] ? never : K]-?: Readonly<
    Record<Chosen<Answers[K]>, string>
  >
}
type Answers<S extends Section> = NonNullable<ReferralAnswers[S]>
type ChoiceWords = {
  [S in Section as keyof Choices<Answers<S>> extends never ? never : S]: Choices<Answers<S>>
}
