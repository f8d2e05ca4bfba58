import type { Counted, ExitAnswer, Look, OutcomeAnswers } from '@alongside/shared/outcomes/contract'
import { lookFaults } from '@alongside/shared/outcomes/rules'
import {
  type GoalState,
  type NeedDomain,
  type NeedLevel,
  needDomains,
  type Occasion,
  type Safety,
} from '@alongside/shared/outcomes/values'
import type { Fault } from '@alongside/shared/problems'

/** Chosen to leave a question out again once something was chosen. */
export const skip = 'skip'
type Skippable<T> = T | typeof skip

/** As many as the API takes. */
export const mostGoals = 10

export const countNames = ['policeCallOuts', 'arrests', 'violence'] as const
export type CountName = (typeof countNames)[number]

/** A look as it is being typed: every question skipped until it is answered. */
export interface TypedLook {
  occasion: Occasion
  lookedOn: string
  herWords: string
  safety: Skippable<Safety>
  needs: Record<NeedDomain, Skippable<NeedLevel>>
  goals: { goal: string; met: Skippable<GoalState> }[]
  wish: Skippable<ExitAnswer['wish']>
  progress: Skippable<NonNullable<ExitAnswer['progress']>>
  steps: string
  counts: Record<CountName, { number: string; unknown: boolean }>
}

const typedCount = (counted: Counted | undefined) => ({
  number: typeof counted === 'number' ? String(counted) : '',
  unknown: counted === 'not_known',
})

/** What stands in the form before anything is typed: nothing, or the answers of a look that is to be put right. */
export const typedFrom = (
  occasion: Occasion,
  lookedOn: string,
  { herWords = '', safety, needs = {}, goals = [], exit, ...counts }: OutcomeAnswers,
): TypedLook => ({
  occasion,
  lookedOn,
  herWords,
  safety: safety ?? skip,
  needs: Object.fromEntries(
    needDomains.map((domain) => [domain, needs[domain] ?? skip]),
  ) as TypedLook['needs'],
  goals,
  wish: exit?.wish ?? skip,
  progress: exit?.progress ?? skip,
  steps: exit?.steps ?? '',
  counts: {
    policeCallOuts: typedCount(counts.policeCallOuts),
    arrests: typedCount(counts.arrests),
    violence: typedCount(counts.violence),
  },
})

const countOf = ({ number, unknown }: TypedLook['counts'][CountName]): Counted | undefined => {
  if (unknown) return 'not_known'
  return number.trim() === '' ? undefined : Number(number)
}

/** As the API takes it; a goal without words was none, and one that was not asked about is left out. */
export function answersOf(typed: TypedLook): OutcomeAnswers {
  const { herWords, safety, wish, progress, steps } = typed
  const needs = Object.fromEntries(Object.entries(typed.needs).filter(([, level]) => level !== skip))
  const goals = typed.goals.flatMap(({ goal, met }) =>
    goal.trim() === '' || met === skip ? [] : [{ goal, met }],
  )
  const wanted = wish === 'wants_it'
  const counts = countNames.flatMap((name) => {
    const counted = countOf(typed.counts[name])
    return counted === undefined ? [] : [[name, counted] as const]
  })
  return {
    ...(herWords.trim() && { herWords }),
    ...(safety !== skip && { safety }),
    ...(Object.keys(needs).length > 0 && { needs }),
    ...(goals.length > 0 && { goals }),
    ...(wish !== skip && {
      exit: {
        wish,
        ...(wanted && progress !== skip && { progress }),
        ...(wanted && steps.trim() && { steps }),
      },
    }),
    ...Object.fromEntries(counts),
  }
}

/** What is plainly wrong, before anything is sent. `today`: the local date. */
export function faultsIn(typed: TypedLook, today: string): Fault[] {
  const wrongCounts = countNames.flatMap((name) =>
    typed.counts[name].unknown || /^\s*\d{0,3}\s*$/.test(typed.counts[name].number)
      ? []
      : [{ pointer: `/answers/${name}`, code: 'invalid', detail: 'Write a number, such as 0 or 3' }],
  )
  if (wrongCounts.length > 0) return wrongCounts
  return lookFaults({ lookedOn: typed.lookedOn, answers: answersOf(typed) }, today)
}

/** Looks that count: what was put right since, or is withheld, does not. */
export const standing = (looks: readonly Look[]): Look[] =>
  looks.filter(({ replacedBy, withheld }) => replacedBy === null && !withheld)

/** Her goals that were not met when they were last asked about: they can be asked about again, and need not be. */
export function openGoals(looks: readonly Look[]): TypedLook['goals'] {
  const latest = new Map<string, GoalState>()
  for (const { answers } of standing(looks))
    for (const { goal, met } of answers.goals ?? []) latest.set(goal, met)
  const open = [...latest].filter(([, met]) => met !== 'met').slice(0, mostGoals)
  return open.map(([goal]) => ({ goal, met: skip }))
}
