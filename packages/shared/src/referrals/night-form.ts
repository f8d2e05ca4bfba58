import table from '../../data/night-form-ticks.json' with { type: 'json' }
import starter from '../../data/starter-rule-set.json' with { type: 'json' }
import type { IndicatorAnswers, Light, RuleSet } from '../traffic-light/schema.ts'
import { lights } from '../traffic-light/values.ts'

type Tick = keyof typeof table.ticks

/** What she may be facing, as the short form asks it, in its order. */
export const ticks: Readonly<Record<Tick, { label: string; mayBe: readonly string[] }>> = valid(table.ticks)

/** @throws Error where a tick speaks of nothing, or of an indicator that the starter rule set does not ask for */
function valid(given: typeof table.ticks): typeof table.ticks {
  const faults = tickFaults(given, starter.indicators)
  if (faults.length)
    throw new Error(`The table of the short form does not fit the rule set: ${faults.join('; ')}`)
  return given
}

/** Why a table of ticks does not fit these indicators: one sentence each. */
export function tickFaults(
  given: Readonly<Record<string, { label: string; mayBe: readonly string[] }>>,
  indicators: readonly { code: string }[],
): string[] {
  const known = new Set(indicators.map(({ code }) => code))
  return Object.entries(given).flatMap(([tick, { label, mayBe }]) => [
    ...(label.trim() ? [] : [`“${tick}” has no words`]),
    ...(mayBe.length > 0 ? [] : [`“${tick}” speaks of no indicator`]),
    ...mayBe
      .filter((code) => !known.has(code))
      .map((code) => `“${tick}” speaks of “${code}”, which nobody asks for`),
  ])
}

type Asked = Pick<RuleSet, 'indicators'>

/** The more serious of what a tick may speak of, and the first of the equally serious; null where this rule set asks for none of it. */
export function indicatorOf({ indicators }: Asked, tick: Tick): { code: string; level: Light } | null {
  const asked = ticks[tick].mayBe.flatMap((code) => indicators.find((one) => one.code === code) ?? [])
  return asked.toSorted((a, b) => lights.indexOf(a.level) - lights.indexOf(b.level))[0] ?? null
}

/**
 * The answers that ticks stand for (REF-6). What one tick alone speaks of is *yes*; where it may speak of several things the
 * more serious is *suspected*, for nobody has said which. What is not ticked stays unanswered.
 */
export function answersOfTicks(ruleSet: Asked, ticked: readonly Tick[], restsOn: string): IndicatorAnswers {
  const answers: IndicatorAnswers = {}
  for (const tick of ticked) {
    const meant = indicatorOf(ruleSet, tick)
    if (!meant || answers[meant.code]?.answer === 'yes') continue
    const { label, mayBe } = ticks[tick]
    answers[meant.code] = {
      answer: mayBe.length === 1 ? 'yes' : 'suspected',
      restsOn: `${label}. ${restsOn}`.trim(),
    }
  }
  return answers
}

/** The light that ticks ask for by themselves, of which this rule set asks for nothing; null where there are none. */
export function lightBeside(ruleSet: Asked, ticked: readonly Tick[]): Light | null {
  const levels = ticked.flatMap((tick) =>
    indicatorOf(ruleSet, tick) ? [] : (indicatorOf(starter as Asked, tick)?.level ?? []),
  )
  return lights.find((light) => levels.includes(light)) ?? null
}

export const tickCodes = Object.keys(ticks) as Tick[]
export type { Tick }
