import Type, { type Static } from 'typebox'
import { Age } from '../age/schema.ts'
import { command, query } from '../contract.ts'
import { ReferralAnswers } from '../referrals/schema.ts'
import {
  Choice,
  Closed,
  Id,
  Line,
  ListOf,
  LocalDate,
  Nullable,
  Page,
  PageQuery,
  Reference,
  Text,
  Version,
} from '../scalars.ts'
import { Light } from '../traffic-light/schema.ts'
import * as at from './addresses.ts'
import { figureNames, figureOutcomes, questionNames } from './figures.ts'
import { periodPattern } from './periods.ts'
export const PeriodName = Type.String({
  pattern: periodPattern,
  maxLength: 9,
  description:
    'A financial quarter or year, named after the year in which it begins: 2026-Q1 is April to June 2026',
})
/** Left out: the quarter that runs now, as far as it has come. */
const PeriodAsked = Type.Optional(PeriodName)
const Count = Type.Integer({ minimum: 0, maximum: 10_000_000 })
export const FigureName = Choice(figureNames, { $id: 'FigureName' })
const FigureOutcome = Choice(figureOutcomes, { $id: 'FigureOutcome' })
export const QuestionName = Choice(questionNames, { $id: 'QuestionName' })

const Period = Closed(
  { name: PeriodName, kind: Choice(['quarter', 'year']), from: LocalDate, until: LocalDate },
  { $id: 'MonitoringPeriod', description: '`until` is the first day after it' },
)

export const Discussed = Closed(
  {
    period: Period,
    /** Null: of every agency's. */
    ofAgencyId: Nullable(Id),
    people: Count,
    questions: ListOf(
      Closed({
        question: QuestionName,
        answers: ListOf(Closed({ answer: Text(100), people: Count }), 40),
      }),
      10,
    ),
  },
  {
    $id: 'Discussed',
    description:
      'MON-1, for those who may see it: true numbers, however small. Never to be published as they are',
  },
)
export type Discussed = Static<typeof Discussed>

export const readDiscussed = query(at.readDiscussed, {
  summary:
    'How many people were discussed, by equality: of all for who coordinates, of my agency’s referrals for others',
  query: {
    period: PeriodAsked,
    agencyId: Type.Optional(Id),
    light: Type.Optional(Light),
    kind: Type.Optional(Choice(['monthly', 'emergency'])),
  },
  reply: Discussed,
  audit: 'monitoring.read',
})

export const Figures = Closed(
  {
    period: Period,
    figures: ListOf(
      Closed({
        figure: FigureName,
        total: Count,
        rows: ListOf(
          Closed({
            agencyId: Nullable(Id),
            agencyName: Nullable(Line()),
            light: Nullable(Light),
            outcome: FigureOutcome,
            count: Count,
            middle: Nullable(Type.Number({ minimum: -1e9, maximum: 1e9, description: 'Hours' })),
          }),
          2000,
        ),
      }),
      20,
    ),
    attendance: ListOf(
      Closed({
        agencyId: Id,
        agencyName: Line(),
        present: Count,
        apologies: Count,
        absent: Count,
      }),
      500,
    ),
  },
  { $id: 'Figures', description: 'MON-2: does it work?' },
)
export type Figures = Static<typeof Figures>

export const readFigures = query(at.readFigures, {
  summary: 'Does it work: of every agency for who coordinates, of my own for others (MON-2)',
  query: { period: PeriodAsked },
  reply: Figures,
  audit: 'monitoring.read',
})

const CountedRow = Closed(
  {
    id: Id,
    caseId: Nullable(Id),
    caseReference: Nullable(Reference),
    agencyName: Nullable(Line()),
    light: Nullable(Light),
    outcome: FigureOutcome,
  },
  { $id: 'CountedRow' },
)
export type CountedRow = Static<typeof CountedRow>

export const listCounted = query(at.listCounted, {
  params: { figure: FigureName },
  summary: 'What a figure counts, one by one, as far as I may see the cases',
  query: {
    ...PageQuery,
    period: PeriodAsked,
    agencyId: Type.Optional(Id),
    light: Type.Optional(Light),
    outcome: Type.Optional(FigureOutcome),
  },
  reply: Closed(
    {
      ...Page(CountedRow, 'CountedRows').properties,
      counted: Count,
      unseen: Type.Integer({
        minimum: 0,
        maximum: 10_000_000,
        description: 'Counted, but not listed: I may not see their cases',
      }),
    },
    { $id: 'CountedPage' },
  ),
  audit: 'monitoring.listed',
})

const Equality = ReferralAnswers.properties.equality
export const CaseCharacteristics = Closed(
  {
    caseId: Id,
    version: Version,
    age: Nullable(Age),
    counted: Closed({
      ethnicity: Text(100),
      sexualOrientation: Text(100),
      disability: Text(100),
      sex: Text(100),
      genderSame: Text(100),
    }),
  },
  { $id: 'CaseCharacteristics', description: 'What monitoring counts of her. `version` is the case’s' },
)
export type CaseCharacteristics = Static<typeof CaseCharacteristics>

export const readCharacteristics = query(at.readCharacteristics, {
  params: { caseId: Id },
  summary: 'What monitoring counts of her',
  reply: CaseCharacteristics,
  audit: 'case.read',
})

export const recordCharacteristics = command(at.recordCharacteristics, {
  params: { caseId: Id },
  summary: 'Ask later, or put right: what is left out stays as it was',
  description:
    'Every answer is hers to give or to keep. Figures drawn from now on count what is recorded here; published reports do not change.',
  body: Closed({ equality: Equality }, { $id: 'NewCharacteristics' }),
  reply: CaseCharacteristics,
  conditional: true,
  audit: 'case.characteristics_recorded',
  example: { equality: { ethnicity: 'irish', condition: 'no' } },
})

const Population = Closed(
  {
    question: QuestionName,
    source: Line(200),
    answers: ListOf(Closed({ answer: Text(100), people: Count }), 40),
  },
  { $id: 'LocalPopulation', description: 'MON-1: whom the partnership’s people are held against' },
)
export type Population = Static<typeof Population>

export const listPopulation = query(at.listPopulation, {
  summary: 'The local population, as far as it was given',
  reply: Closed({ items: ListOf(Population, 10) }, { $id: 'LocalPopulations' }),
  audit: 'no case data',
})

export const loadPopulation = command(at.loadPopulation, {
  summary: 'The local population for one question, as a table of the Census in CSV: category, people',
  body: Closed(
    { question: QuestionName, source: Line(200), csv: Text(20_000, 'A header row, then one row a category') },
    { $id: 'NewPopulation' },
  ),
  reply: Population,
  audit: 'population.loaded',
  refusals: ['population.unread'],
  example: {
    question: 'sex',
    source: 'Census 2021, TS008',
    csv: 'Sex,Observation\nFemale,104300\nMale,99800\n',
  },
})
