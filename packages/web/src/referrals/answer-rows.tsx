import type { Age } from '@alongside/shared/age/schema'
import { ageBeliefWords, ageInWords, groundInWords } from '@alongside/shared/age/words'
import { childName } from '@alongside/shared/children/words'
import { lawfulOf, restsOnHerSay, restsOnRecord } from '@alongside/shared/consent/lawful-rules'
import { purposeSayWords, purposeTitle } from '@alongside/shared/consent/lawful-words'
import { grounds } from '@alongside/shared/consent/values'
import { forumsInWords } from '@alongside/shared/other-forums/words'
import { factsOfRow, saysAnything } from '@alongside/shared/people-who-harm/rules'
import { calledOf } from '@alongside/shared/people-who-harm/words'
import { shownWays } from '@alongside/shared/reach/rules'
import type { ReferralAnswers, Section } from '@alongside/shared/referrals/schema'
import { isWholeDate } from '@alongside/shared/referrals/unfinished-dates'
import { wantsInWords } from '@alongside/shared/referrals/wants'
import type { Wants } from '@alongside/shared/referrals/wants-schema'
import type { RuleSet } from '@alongside/shared/traffic-light/schema'
import { indicatorAnswerWords } from '@alongside/shared/traffic-light/words'
import type { ReactNode } from 'react'
import { ChildInShort } from '../children/child-rows.tsx'
import { personRows } from '../people-who-harm/person-rows.tsx'
import { Ways } from '../reach/ways.tsx'
import { dateWords } from '../time/words.ts'
import { ageAnswerInWords } from './age-words.ts'
import { answerInWords, consentLabels, labelsOf, withoutConsentLabels } from './words.ts'

export interface AnswerRow {
  key: string
  value: ReactNode
}

interface Names {
  ruleSet: RuleSet
  agencyName: (id: string) => string
  /** The local day on which her age is told. */
  day: string
}

/** The answers on the page of one section that were given, as rows of a summary list. */
export function answerRows(section: Section, answers: ReferralAnswers, names: Names): AnswerRow[] {
  if (section === 'indicators') return indicatorRows(answers, names.ruleSet)
  if (section === 'consent') return consentRows(answers.consent, names)
  if (section === 'children') return childrenRows(answers.children, names)
  if (section === 'peopleWhoHarm') return harmRows(answers.peopleWhoHarm)
  const own = labelled(section, answers[section] ?? undefined, labelsOf(section), names)
  if (section === 'person') return [...own, ...reachRows(answers.reach)]
  return section === 'request' ? [...own, ...forumRows(answers, names)] : own
}

/** CHD-1: each child by itself, after what is said of them all. */
function childrenRows(
  { rows = [], ...children }: ReferralAnswers['children'] = {},
  names: Names,
): AnswerRow[] {
  const all = labelled('children', children, labelsOf('children'), names)
  const each = rows.map((row, at) => ({
    key: `${at + 1}. ${childName(row)}`,
    value: <ChildInShort child={row} day={names.day} />,
  }))
  return [...all.slice(0, 1), ...each, ...all.slice(1)]
}

/** What was found comes first, each with what it rests on; the rest is named in two lines. */
function indicatorRows({ indicators = {}, raisedLight }: ReferralAnswers, ruleSet: RuleSet): AnswerRow[] {
  const answered = (answer: string) =>
    ruleSet.indicators.filter(({ code }) => indicators[code]?.answer === answer)
  const found = (['yes', 'suspected'] as const).flatMap((answer) =>
    answered(answer).map(({ code, label }) => ({
      key: label,
      value: lines(capital(indicatorAnswerWords[answer]), indicators[code]?.restsOn),
    })),
  )
  const rest = (['no', 'not_known'] as const).flatMap((answer) => {
    const labels = answered(answer).map(({ label }) => label)
    return labels.length > 0
      ? [{ key: capital(indicatorAnswerWords[answer]), value: <List items={labels} /> }]
      : []
  })
  const raised = raisedLight
    ? [{ key: 'Raised by the worker', value: lines(`To ${raisedLight.light}`, raisedLight.reason) }]
    : []
  return [...found, ...raised, ...rest]
}

function List({ items }: { items: string[] }) {
  return (
    <ul className="govuk-list govuk-!-margin-bottom-0">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  )
}

/** HRM-1: one after the other, all that is said of each. */
const harmRows = (rows: ReferralAnswers['peopleWhoHarm'] = {}): AnswerRow[] =>
  Object.values(rows)
    .map(factsOfRow)
    .filter(saysAnything)
    .flatMap((facts, n) => [{ key: `Person ${n + 1}`, value: calledOf(facts) }, ...personRows(facts)])

/** What is not to be used has its reason in the value's place (REF-14). */
function reachRows(reach: ReferralAnswers['reach']): AnswerRow[] {
  const ways = shownWays(reach)
  const { ways: label = '', noneBecause = '' } = labelsOf('reach')
  return [
    ...(ways.length > 0 ? [{ key: label, value: <Ways ways={ways} /> }] : []),
    ...(reach?.noneBecause?.trim()
      ? [{ key: noneBecause, value: <span className="app-as-typed">{reach.noneBecause}</span> }]
      : []),
  ]
}

/** FOR-1: a line for each. */
function forumRows(answers: ReferralAnswers, { day }: Names): AnswerRow[] {
  const lines = forumsInWords(answers, day)
  const { known = '' } = labelsOf('otherForums')
  return lines.length > 0 ? [{ key: known, value: <List items={lines} /> }] : []
}

const WantsInWords = ({ wants }: { wants: Wants }) =>
  wantsInWords(wants).map(({ label, areas }) => (
    <p className="govuk-body govuk-!-margin-bottom-0" key={label}>
      {label}: {areas}
    </p>
  ))

function consentRows(consent: ReferralAnswers['consent'], names: Names): AnswerRow[] {
  if (!consent?.basis) return []
  const { basis } = consent
  const say = restsOnHerSay(basis)
    ? [{ key: 'Rests on', value: 'Her consent' }, ...labelled('consent', consent.given, consentLabels, names)]
    : []
  const record = restsOnRecord(basis)
    ? [
        { key: basis === 'both' ? 'And without it on' : 'Rests on', value: 'Sharing without consent' },
        ...recordRows(consent.without, names),
      ]
    : []
  return [...say, ...record, ...lawfulRows(consent, names)]
}

function recordRows(
  {
    grounds: chosen = [],
    capacity,
    ...record
  }: NonNullable<NonNullable<ReferralAnswers['consent']>['without']> = {},
  names: Names,
): AnswerRow[] {
  return [
    ...chosen.map(({ code, because }) => {
      const ground = grounds.find((known) => known.code === code)
      return { key: ground?.title ?? code, value: lines(ground?.legalReference ?? '', because) }
    }),
    ...labelled('consent', record, withoutConsentLabels, names),
    ...labelled('consent', capacity, withoutConsentLabels, names),
  ]
}

/** CON-6: what sharing rests on in law, agency by agency, apart from what she says. */
const lawfulRows = (consent: NonNullable<ReferralAnswers['consent']>, { agencyName }: Names): AnswerRow[] =>
  lawfulOf(consent).map(({ agencyId, purpose = '', say, words, because }) => ({
    key: `The law, ${agencyName(agencyId)}`,
    value: lines(
      [
        `${purposeTitle(purpose)}.`,
        ...(say ? [`${purposeSayWords[say]}.`] : []),
        words ?? 'Not confirmed yet',
      ].join(' '),
      because,
    ),
  }))

function labelled(
  section: Section,
  answers: object | undefined,
  labels: Readonly<Record<string, string>>,
  names: Names,
): AnswerRow[] {
  const given = new Map<string, unknown>(Object.entries(answers ?? {}))
  return Object.entries(labels).flatMap(([name, key]): AnswerRow[] => {
    const value = given.get(name)
    const empty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
    return empty ? [] : [{ key, value: valueWords(section, name, value, names) }]
  })
}

/** The answer to one question of a section, in words. */
export function valueWords(section: Section, name: string, value: unknown, names: Names): ReactNode {
  const { agencyName, day } = names
  if (section === 'person' && name === 'age') return ageValue(value as Age, day)
  if (ageParts.includes(name)) return capital(ageAnswerInWords(name, String(value)))
  if (section === 'consent' && name === 'lifts' && Array.isArray(value))
    return value.length === 1 ? 'What she had refused' : `${value.length} things that she had refused`
  if (section === 'herVoice' && name === 'wants') return <WantsInWords wants={value as Wants} />
  if (Array.isArray(value)) {
    const words = value.map(String)
    return (/agencies/i.test(name) ? words.map(agencyName) : words).join(', ')
  }
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return String(value)
  const text = answerInWords(section, name, String(value))
  return isWholeDate(text) ? dateWords(text) : <span className="app-as-typed">{capital(text)}</span>
}

/** «35 or 36, born 1990», and under it what is believed and what it rests on. */
function ageValue(age: Age, day: string): ReactNode {
  const told = Boolean(age.born ?? age.stated)
  const beside = [told && age.belief && ageBeliefWords[age.belief], groundInWords(age)].filter(Boolean)
  return lines(capital(ageInWords(age, day)), capital(beside.join('; ')))
}

/** Parts of her age, whose keys no other question of the form has. */
const ageParts: readonly string[] = ['born', 'stated', 'belief']

const lines = (first: string, second: string | undefined): ReactNode => (
  <>
    {first}
    {second && (
      <p className="govuk-body app-as-typed govuk-!-margin-top-1 govuk-!-margin-bottom-0">{second}</p>
    )}
  </>
)

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
