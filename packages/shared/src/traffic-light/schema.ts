import Type, { type Static } from 'typebox'
import { codeShape, narrative } from '../limits.ts'
import { lights } from './values.ts'

export const Light = Type.Enum([...lights], { $id: 'Light' })
export type Light = Static<typeof Light>

const Code = Type.String({ pattern: codeShape, maxLength: 60 })
const Wording = Type.String({ minLength: 1, maxLength: 300 })
const closed = { additionalProperties: false }

export const IndicatorAnswer = Type.Object(
  {
    answer: Type.Enum(['yes', 'suspected', 'no', 'not_known']),
    restsOn: Type.Optional(
      Type.String({
        maxLength: narrative,
        description: 'What the answer rests on: seen, told, by whom, when',
      }),
    ),
  },
  { $id: 'IndicatorAnswer', ...closed },
)
export type IndicatorAnswer = Static<typeof IndicatorAnswer>

export const IndicatorAnswers = Type.Record(Type.String({ maxLength: 60 }), IndicatorAnswer, {
  $id: 'IndicatorAnswers',
  maxProperties: 100,
  description: 'By the code of the indicator; one that is missing has not been answered',
})
export type IndicatorAnswers = Static<typeof IndicatorAnswers>

export const Indicator = Type.Object(
  { code: Code, level: Light, label: Wording },
  { $id: 'Indicator', ...closed },
)
export type Indicator = Static<typeof Indicator>

export const ResponseTime = Type.Object(
  { amount: Type.Integer({ minimum: 1, maximum: 1000 }), unit: Type.Enum(['hours', 'working_days']) },
  { $id: 'ResponseTime', ...closed },
)
export type ResponseTime = Static<typeof ResponseTime>

// There is deliberately no way to ask for "no" or "not known": learning of one more danger can never make a light greener.
export const Condition = Type.Object(
  {
    of: Type.Union([
      Type.Object({ level: Light, except: Type.Optional(Type.Array(Code, { maxItems: 100 })) }, closed),
      Type.Object({ codes: Type.Array(Code, { minItems: 1, maxItems: 100 }) }, closed),
    ]),
    answered: Type.Enum(['yes', 'yes_or_suspected']),
    atLeast: Type.Integer({ minimum: 1, maximum: 100 }),
  },
  {
    $id: 'Condition',
    ...closed,
    description: 'At least this many of these indicators are answered in this way',
  },
)
export type Condition = Static<typeof Condition>

export const Rule = Type.Object(
  {
    light: Light,
    when: Wording,
    all: Type.Array(Condition, {
      minItems: 1,
      maxItems: 20,
      description: 'The rule is met when every one of these is',
    }),
  },
  { $id: 'Rule', ...closed },
)
export type Rule = Static<typeof Rule>

const Eligibility = Type.Enum(['always', 'by_criterion', 'never'])

/** What the agencies ratify together (REF-7): versioned, and never changed once a referral was made under it. */
export const RuleSet = Type.Object(
  {
    name: Wording,
    version: Type.Integer({ minimum: 1, maximum: 2147483647 }),
    responseTimes: Type.Object({ red: ResponseTime, amber: ResponseTime, green: ResponseTime }, closed),
    responseMeans: Wording,
    indicators: Type.Array(Indicator, { minItems: 1, maxItems: 100 }),
    rules: Type.Array(Rule, {
      minItems: 1,
      maxItems: 50,
      description: 'The first that is met gives the light; the more serious lights come first',
    }),
    otherwise: Type.Object({ light: Light, when: Wording }, closed),
    eligibleForMeeting: Type.Object(
      { when: Wording, red: Eligibility, amber: Eligibility, green: Eligibility },
      closed,
    ),
    escalationProposal: Type.Object(
      {
        policeContacts: Type.Object(
          {
            when: Wording,
            atLeast: Type.Integer({ minimum: 1, maximum: 1000 }),
            timesPrevious12Months: Type.Number({ minimum: 1, maximum: 100 }),
          },
          closed,
        ),
        courtDiversion: Type.Object(
          {
            when: Wording,
            imposedAtLeast: Type.Integer({ minimum: 1, maximum: 1000 }),
            meetingsMissedAtLeast: Type.Integer({ minimum: 1, maximum: 1000 }),
          },
          closed,
        ),
      },
      closed,
    ),
  },
  { $id: 'RuleSet', ...closed },
)
export type RuleSet = Static<typeof RuleSet>

const Reason = Type.Object(
  {
    rule: Wording,
    indicators: Type.Array(
      Type.Object({ code: Code, label: Wording, answer: IndicatorAnswer.properties.answer }, closed),
      { maxItems: 100 },
    ),
  },
  closed,
)

/** The light, the rules of that light that were met, and the rules of a less serious light that were met beside them (REF-6). */
export const Explanation = Type.Object(
  {
    light: Light,
    because: Type.Array(Reason, { maxItems: 50 }),
    also: Type.Array(Reason, { maxItems: 50 }),
  },
  { $id: 'Explanation', ...closed },
)
export type Explanation = Static<typeof Explanation>
