import type { TSchema } from 'typebox'
import type { ChildRow } from '../children/schema.ts'
import { childInWords } from '../children/words.ts'
import { forumsInWords } from '../other-forums/words.ts'
import { shownWays } from '../reach/rules.ts'
import { wayInWords } from '../reach/words.ts'
import type { RuleSet } from '../traffic-light/schema.ts'
import { type ComparedAnswer, ReferralAnswers, type Section } from './schema.ts'

/** A referral's answers, and the rule set that they were given under. */
export interface Answered {
  answers: ReferralAnswers
  ruleSet: Pick<RuleSet, 'indicators'>
  /** The local day on which a child's age is told. */
  day: string
}

interface Question extends Pick<ComparedAnswer, 'section' | 'label' | 'earlierLabel'> {
  path: string[]
}

/**
 * REF-10: every question that either referral answers, in the form's order, with its earlier and its present answer.
 * An indicator bears the label that its referral's own rule set gives it.
 */
export function compareAnswers(earlier: Answered, now: Answered): ComparedAnswer[] {
  const questions = (Object.keys(ReferralAnswers.properties) as Section[])
    .filter(isCompared)
    .flatMap((section): Question[] =>
      section === 'indicators'
        ? indicatorsOf(earlier, now)
        : section === 'otherForums'
          ? [{ section, path: ['known'], ...unlabelled }]
          : leaves(ReferralAnswers.properties[section]).map((path) => ({ section, path, ...unlabelled })),
    )
  return questions.flatMap(({ section, path, ...labels }) => {
    const [before, after] = [earlier, now].map(({ answers, day }) =>
      section === 'children' && path[0] === 'rows'
        ? (answers.children?.rows ?? []).map((row: ChildRow) => childInWords(row, day))
        : section === 'reach' && path[0] === 'ways'
          ? waysInWords(answers)
          : section === 'otherForums'
            ? forumsInWords(answers, day)
            : answerAt(answers[section], path),
    )
    const difference = differenceOf(before ?? [], after ?? [])
    return difference
      ? [
          {
            section,
            question: path.join('/'),
            ...labels,
            earlier: before ?? [],
            now: after ?? [],
            difference,
          },
        ]
      : []
  })
}

/** HRM-1: who harms her is read by few, on the case and not here. */
const isCompared = (section: Section) => section !== 'peopleWhoHarm'

const unlabelled = { earlierLabel: null, label: null }

/** The indicators of the present rule set, then those which only the earlier one asked for. */
function indicatorsOf(earlier: Answered, now: Answered): Question[] {
  const labelled = ({ ruleSet }: Answered) =>
    new Map(ruleSet.indicators.map(({ code, label }) => [code, label]))
  const [before, after] = [labelled(earlier), labelled(now)]
  return [...new Set([...after.keys(), ...before.keys()])].map((code) => ({
    section: 'indicators',
    path: [code],
    earlierLabel: before.get(code) ?? null,
    label: after.get(code) ?? null,
  }))
}

/** Where a section's answers stand, by its schema: what has properties of its own is gone into. */
function leaves(schema: TSchema, path: string[] = []): string[][] {
  const { properties, anyOf } = schema as { properties?: Record<string, TSchema>; anyOf?: TSchema[] }
  if (anyOf) return leaves(anyOf[0] ?? {}, path)
  if (!properties) return [path]
  return Object.entries(properties).flatMap(([key, inner]) => leaves(inner, [...path, key]))
}

function answerAt(section: unknown, path: readonly string[]): string[] {
  const found = path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    section,
  )
  return linesOf(found)
}

/** REF-14: a line for each way, as any list has it: of one that is not safe its reason stands in its value's place. */
const waysInWords = ({ reach }: ReferralAnswers): string[] =>
  shownWays(reach).map((way) => wayInWords({ ...way, until: null }, ''))

/** An answer as lines of text; what is blank is no answer. */
function linesOf(value: unknown): string[] {
  if (value === undefined || value === null) return []
  if (typeof value === 'boolean') return [value ? 'yes' : 'no']
  if (typeof value === 'object') return Object.values(value).flatMap(linesOf)
  const text = typeof value === 'string' ? value.trim() : JSON.stringify(value)
  return text === '' ? [] : [text]
}

function differenceOf(before: string[], after: string[]): ComparedAnswer['difference'] | null {
  if (before.length === 0) return after.length === 0 ? null : 'new'
  if (after.length === 0) return 'not_answered_now'
  return before.join('\n') === after.join('\n') ? 'same' : 'changed'
}
