import { Age } from '@alongside/shared/age/schema'
import { ageBeliefWords, ageGroundWords, ageLabels } from '@alongside/shared/age/words'
import { ChildSaid } from '@alongside/shared/children/schema'
import {
  childLabels,
  childRiskWords,
  childSourceWords,
  genderWords,
  involvementWords,
  whoseWords,
} from '@alongside/shared/children/words'
import { WithoutConsentAnswers } from '@alongside/shared/consent/schema'
import { grounds } from '@alongside/shared/consent/values'
import { tellingWords, whyWords } from '@alongside/shared/consent/words'
import { forumsOnForm } from '@alongside/shared/other-forums/values'
import { forumWords, nrmSayWords } from '@alongside/shared/other-forums/words'
import type { Partnership } from '@alongside/shared/partnerships/contract'
import { HarmFacts, HarmOrder } from '@alongside/shared/people-who-harm/schema'
import {
  harmLabels,
  harmOrderLabels,
  harmOrderWords,
  harmRelationWords,
  harmStatusWords,
} from '@alongside/shared/people-who-harm/words'
import { WayAnswers } from '@alongside/shared/reach/schema'
import { wayKindWords, wayLabels } from '@alongside/shared/reach/words'
import { answerLabels, type Labelled, withoutLabels } from '@alongside/shared/referrals/labels'
import { ReferralAnswers, type Section } from '@alongside/shared/referrals/schema'
import { formSections } from '@alongside/shared/referrals/sections'
import { wantAreaWords, wantWords } from '@alongside/shared/referrals/wants'
import { choiceWords } from '@alongside/shared/referrals/words'
import { indicatorAnswerWords } from '@alongside/shared/traffic-light/words'
import type { TSchema } from 'typebox'

/** A question on paper: so many lines to write on, and what is ticked. `at`: which answer of the referral it is. */
export interface Question {
  at: string
  label: string
  lines: number
  options: readonly string[]
}
interface Block {
  heading: string
  questions: readonly Question[]
}
/** Questions that are all answered alike: a row each. */
interface Grid {
  heading: string
  columns: readonly string[]
  rows: readonly { at: string; label: string; lines: number }[]
}
export interface PaperSection {
  title: string
  hint: string
  blocks: readonly Block[]
  grids: readonly Grid[]
  /** HRM-1: read by few, and so on a sheet of its own. */
  apart: boolean
}

type Words = Readonly<Record<string, string>>
interface Schema {
  type?: string
  enum?: readonly string[]
  maxLength?: number
  anyOf?: readonly Schema[]
  items?: Schema
  properties?: Readonly<Record<string, TSchema>>
}
/** Of what may be null: the value. */
const valueOf = (schema: Schema | undefined): Schema =>
  schema?.anyOf?.find(({ type }) => type !== 'null') ?? schema ?? {}

/** What a screen offers to add once more has so many places on paper; a second sheet has the others. */
const [ways, childrenOnPaper, peopleOnPaper] = [2, 2, 2]
const oneLine = 300
const yesNo = { yes: 'yes', no: 'no', not_known: 'not known' } as const
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** How a field is answered on paper follows from what the API takes. @throws Error for a choice that nobody worded */
function questionOf(at: string, given: TSchema | undefined, label: string, words: Words = {}): Question {
  const schema = valueOf(given)
  const asked = { at, label, lines: 0, options: [] }
  const choices = schema.enum ?? schema.items?.enum
  if (choices)
    return {
      ...asked,
      options: choices.map((choice) => {
        const said = words[choice]
        if (!said) throw new Error(`${at}: nobody said what ${choice} is called`)
        return capital(said)
      }),
    }
  if (schema.type === 'array' && Object.keys(words).length > 0)
    return { ...asked, options: Object.values(words) }
  if (schema.type === 'boolean') return { ...asked, options: ['Yes'] }
  const long = schema.type === 'array' || (schema.type === 'string' && (schema.maxLength ?? 0) > oneLine)
  return { ...asked, lines: long ? 2 : 1 }
}

/** The questions of one part, in the order of their labels; what has a place of its own is left out. */
function questionsOf(
  at: string,
  part: TSchema | undefined,
  labels: Words,
  words: Readonly<Record<string, Words | undefined>> = {},
  apart: readonly string[] = [],
): Question[] {
  return Object.entries(labels)
    .filter(([key]) => !apart.includes(key))
    .map(([key, label]) => questionOf(`${at}/${key}`, valueOf(part).properties?.[key], label, words[key]))
}

const times = (count: number, block: (n: number) => Block) =>
  Array.from({ length: count }, (_, at) => block(at + 1))

type Asked = Pick<Partnership, 'agencies' | 'ruleSet'>
type Extra = { apart?: readonly string[]; blocks?: readonly Block[]; grids?: readonly Grid[] }

/** What of a section is more than its own fields, in the order in which the screen asks it. */
const extras: Partial<Record<Section, (partnership: Asked) => Extra>> = {
  person: () => ({
    apart: ['age'],
    blocks: [
      {
        heading: answerLabels.person.age,
        questions: questionsOf(
          'person/age',
          Age,
          ageLabels,
          { belief: ageBeliefWords, restsOn: ageGroundWords },
          // The day of that age is the day on which it is told.
          ['statedOn'],
        ),
      },
      ...times(ways, (n) => ({
        heading: `${answerLabels.reach.ways}: ${n}`,
        questions: questionsOf('reach/ways', WayAnswers, wayLabels, {
          ...{ kind: wayKindWords, safe: yesNo, message: yesNo, namesSender: yesNo },
        }),
      })),
      {
        heading: '',
        questions: questionsOf('reach', ReferralAnswers.properties.reach, answerLabels.reach, {}, ['ways']),
      },
    ],
  }),
  children: () => ({
    apart: ['rows'],
    blocks: times(childrenOnPaper, (n) => ({
      heading: `Child ${n}`,
      questions: questionsOf('children/rows', ChildSaid, childLabels, {
        ...{ gender: genderWords, whose: whoseWords, involvement: involvementWords },
        ...{ atRisk: childRiskWords, source: childSourceWords },
      }),
    })),
  }),
  peopleWhoHarm: () => ({
    blocks: times(peopleOnPaper, (n) => ({
      heading: `Person ${n}`,
      questions: [
        ...questionsOf('peopleWhoHarm', HarmFacts, harmLabels, {
          ...{ relation: harmRelationWords, status: harmStatusWords },
        }),
        ...questionsOf('peopleWhoHarm/orders', HarmOrder, harmOrderLabels, { kind: harmOrderWords }),
      ],
    })),
  }),
  indicators: ({ ruleSet }) => ({
    grids: [
      {
        heading: '',
        columns: Object.values(indicatorAnswerWords).map(capital),
        rows: ruleSet.indicators.map(({ code, label }) => ({ at: `indicators/${code}`, label, lines: 1 })),
      },
    ],
    blocks: [
      {
        heading: 'If you raise the light',
        questions: questionsOf(
          'raisedLight',
          ReferralAnswers.properties.raisedLight,
          answerLabels.raisedLight,
          choiceWords.raisedLight,
        ),
      },
    ],
  }),
  consent: ({ agencies }) => ({
    blocks: [
      {
        heading: '',
        questions: [
          questionOf(
            'consent/basis',
            ReferralAnswers.properties.consent.properties.basis,
            'What sharing rests on',
            choiceWords.consent.basis,
          ),
          { at: 'consent/given', label: 'Number of the consent form, of each', lines: 1, options: [] },
        ],
      },
      {
        heading: 'Without consent',
        questions: [
          {
            at: 'consent/without/grounds',
            label: withoutLabels.grounds,
            lines: 3,
            options: grounds.map(({ title }) => title),
          },
          ...questionsOf(
            'consent/without',
            WithoutConsentAnswers,
            withoutLabels,
            { why: whyWords, telling: tellingWords, agencies: namesOf(agencies) },
            ['grounds', ...Object.keys(capacity.properties)],
          ),
          ...questionsOf(
            'consent/without/capacity',
            capacity,
            pick(withoutLabels, Object.keys(capacity.properties)),
          ),
        ],
      },
    ],
  }),
  herVoice: () => ({
    apart: ['wants'],
    grids: [
      {
        heading: answerLabels.herVoice.wants,
        columns: Object.values(wantWords),
        rows: Object.entries(wantAreaWords).map(([area, label]) => ({
          ...{ at: `herVoice/wants/${area}`, label, lines: 0 },
        })),
      },
    ],
  }),
  request: () => ({
    blocks: [
      {
        heading: answerLabels.otherForums.known,
        questions: [
          {
            at: 'otherForums/known',
            label: '',
            lines: 0,
            options: [...forumsOnForm.map((forum) => forumWords[forum]), 'None', 'Not known'],
          },
          ...forumsOnForm.map((forum) => ({
            ...{
              at: `otherForums/${forum}`,
              label: `${forumWords[forum]}: their reference, and what came of it`,
            },
            lines: 2,
            options: forum === 'nrm' ? Object.values(nrmSayWords) : [],
          })),
        ],
      },
    ],
  }),
}

const { capacity } = WithoutConsentAnswers.properties
const namesOf = (agencies: Asked['agencies']): Words =>
  Object.fromEntries(agencies.map(({ id, name }) => [id, name]))
const pick = (labels: Words, keys: readonly string[]): Words =>
  Object.fromEntries(Object.entries(labels).filter(([key]) => keys.includes(key)))

/**
 * REF-2: the whole referral form to be filled in by hand, for a night on which there is no screen. It is made of what the API takes and of
 * the words of the screen, so that neither can go on without it. @throws Error for a choice of the form that nobody worded
 */
export const blankReferral = (partnership: Asked): PaperSection[] =>
  formSections.map(({ key, title, hint = '' }) => {
    const { apart = [], blocks = [], grids = [] } = extras[key]?.(partnership) ?? {}
    const labels: Words = Object.hasOwn(answerLabels, key) ? answerLabels[key as Labelled] : {}
    const words: Readonly<Record<string, Words>> = {
      ...(choiceWords as Partial<Record<Section, Readonly<Record<string, Words>>>>)[key],
      ...(key === 'addressedTo' && { agencies: namesOf(partnership.agencies) }),
    }
    const own = questionsOf(key, ReferralAnswers.properties[key], labels, words, apart)
    const asked = [{ heading: '', questions: own }, ...blocks].filter(hasAny)
    return { title, hint, blocks: asked, grids, apart: key === 'peopleWhoHarm' }
  })

const hasAny = ({ questions }: Block) => questions.length > 0
