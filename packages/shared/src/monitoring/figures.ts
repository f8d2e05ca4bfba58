import { childBandWords } from '../children/words.ts'

/** MON-2: does it work? What each figure counts, in words that stand beside it; the SQL that counts it is app.counted. */
export const figures = {
  referrals: {
    title: 'Referrals',
    definition:
      'Referrals submitted in the period, by the agency that made them and by the light that they have now. One that was returned and sent again counts on the day on which it was last sent.',
    outcomes: {
      to_meeting: 'to the meeting',
      to_agencies_alone: 'to agencies alone',
    },
    measure: null,
  },
  re_referrals: {
    title: 'Referred again',
    definition:
      'Referrals to the meeting, submitted in the period, of somebody who had been discussed in the 12 months before. Two files of one person that were joined are one person.',
    outcomes: {
      within_12_months: 'within 12 months of a discussion',
      not: 'not',
    },
    measure: null,
  },
  responses: {
    title: 'Time to respond',
    definition:
      'Answers to referrals whose clock runs out in the period, by the agency that was asked: in time is before its clock ran out. Hours are from submission to answer, the middle one of them all.',
    outcomes: {
      in_time: 'in time',
      late: 'late',
      no_answer_late: 'no answer, and out of time',
      still_in_time: 'still in time',
    },
    measure: 'hours from submission to answer',
  },
  discussions: {
    title: 'Time to discussion',
    definition:
      'Referrals whose first discussion was at a meeting in the period. Hours are from submission to the beginning of that meeting, the middle one of them all.',
    outcomes: {
      discussed: 'discussed',
    },
    measure: 'hours from submission to discussion',
  },
  actions: {
    title: 'Actions kept',
    definition:
      'Actions whose due date lies in the period, by the agency that owns them. In time is on or before that date. The two kinds of not done are counted apart: circumstances changed, and not done by the agency.',
    outcomes: {
      done_in_time: 'done in time',
      done_late: 'done late',
      not_done_changed: 'not done, circumstances changed',
      not_done_by_agency: 'not done by the agency',
      open_late: 'open, and late',
      open: 'open',
    },
    measure: null,
  },
  without_consent: {
    title: 'Sharing without consent',
    definition:
      'Decisions to share without consent that were recorded in the period, by the agency that recorded them. A decision that was reviewed later counts once.',
    outcomes: {
      shared_without_consent: 'shared without consent',
    },
    measure: null,
  },
  children: {
    title: 'Children, by age',
    definition:
      'Children who were recorded on a case in the period, by the agency that wrote them down, by their age on the day on which it was last written down. A child of two files of one person who was said to be one child counts once.',
    outcomes: childBandWords,
    measure: null,
  },
  safeguarding: {
    title: 'Safeguarding notifications',
    definition:
      'Safeguarding notifications that became due from the period’s referrals and records, by agency. In time is before their clock ran out. Hours are from the duty to the notification.',
    outcomes: {
      made_in_time: 'made in time',
      made_late: 'made late',
      not_recorded_late: 'not recorded, and late',
      still_in_time: 'still in time',
    },
    measure: 'hours until it was made',
  },
  safety: {
    title: 'Is she safer?',
    definition:
      'People at whom somebody looked in the period: how safe she is at the latest look in it, against the first look ever, on the scale of five. Two joined files of one person are one line.',
    outcomes: {
      safer: 'safer',
      as_safe: 'as safe',
      less_safe: 'less safe',
      one_look_so_far: 'one look so far',
      not_known: 'not known',
    },
    measure: null,
  },
  support_needs: {
    title: 'Support needs',
    definition:
      'The same people: in how many parts of her life she needs some support or a lot, at the latest look in the period against the first.',
    outcomes: {
      fewer: 'fewer',
      as_many: 'as many',
      more: 'more',
      one_look_so_far: 'one look so far',
      not_known: 'not known',
    },
    measure: null,
  },
  police_call_outs: {
    title: 'Police call-outs before and after',
    definition:
      'The same people: police call-outs reported at the latest look in the period, since the look before it, against those reported at the first look.',
    outcomes: {
      fewer: 'fewer',
      as_many: 'as many',
      more: 'more',
      one_look_so_far: 'one look so far',
      not_known: 'not known',
    },
    measure: null,
  },
  violence: {
    title: 'Violence again',
    definition:
      'The same people: whether violence was reported at the latest look in the period, since the look before it.',
    outcomes: {
      none_since: 'none since the look before',
      some_since: 'some since the look before',
      not_known: 'not known',
    },
    measure: null,
  },
  exit: {
    title: 'Steps toward exit, where she wants it',
    definition: 'The same people: how far she is at the latest look in the period, if she wants to leave.',
    outcomes: {
      not_yet: 'not yet',
      first_steps: 'first steps',
      well_on_the_way: 'well on the way',
      left_behind: 'has left it behind',
      not_known: 'not known',
      does_not_want_it_now: 'does not want it now',
      not_asked: 'not asked',
    },
    measure: null,
  },
} as const satisfies Record<string, FigureWords>

interface FigureWords {
  title: string
  definition: string
  /** The words of each thing that can have come of it, in their order. */
  outcomes: Readonly<Record<string, string>>
  /** What the middle value measures; null: nothing is measured. */
  measure: string | null
}

export type Figure = keyof typeof figures
/** Everything that can have come of what is counted. */
export const figureOutcomes = [
  ...new Set(Object.values(figures).flatMap(({ outcomes }) => Object.keys(outcomes))),
]
/** What came of something that a figure counts, in words. */
export const outcomeWords = (figure: Figure, outcome: string): string =>
  (figures[figure].outcomes as Readonly<Record<string, string>>)[outcome] ?? outcome
export const figureNames = Object.keys(figures) as [Figure, ...Figure[]]

/** MON-1: the questions of the equality report, with what each counts. */
export const questions = {
  ethnicity: { title: 'Ethnicity', definition: 'As she described it; the groups of the Census 2021.' },
  ageBand: {
    title: 'Age',
    definition:
      'On the day on which she was first discussed in the period, from what is known of her age; where that reaches over two groups, as not known.',
  },
  sexualOrientation: { title: 'Sexual orientation', definition: 'As she described it.' },
  disability: {
    title: 'Disability',
    definition:
      'A condition that has lasted or will last 12 months and reduces what she can do day to day, a lot or a little (Equality Act 2010).',
  },
  sex: { title: 'Sex', definition: 'As she described it.' },
  genderSame: { title: 'Gender the same as registered at birth', definition: 'As she described it.' },
} as const
export type Question = keyof typeof questions
export const questionNames = Object.keys(questions) as [Question, ...Question[]]

/** What holds for every table of people. */
export const peopleDefinition =
  'Distinct people whose case was discussed at a monthly or an emergency meeting in the period; somebody discussed twice counts once, and so do two files of one person that were joined. What is counted is what was last recorded of her when the report was drawn. Somebody whose consent ended afterwards stays counted.'
