import type { Condition, Explanation, Indicator, IndicatorAnswers, Light, RuleSet } from './schema.ts'
import { lights } from './values.ts'

type Found = Indicator & { answer: 'yes' | 'suspected' }

/**
 * The light by the ratified rules, and which answers led to it (REF-6). Total: an indicator without an answer counts
 * as not answered, and an answer to a question that this rule set does not ask is ignored.
 */
export function evaluate(ruleSet: RuleSet, answers: IndicatorAnswers): Explanation {
  const found = ruleSet.indicators.flatMap((indicator): Found[] => {
    const answer = answers[indicator.code]?.answer
    return answer === 'yes' || answer === 'suspected' ? [{ ...indicator, answer }] : []
  })
  const met = ruleSet.rules.flatMap((rule) => {
    const indicators = answersThatMeet(rule.all, found)
    return indicators ? [{ light: rule.light, reason: { rule: rule.when, indicators } }] : []
  })
  const light = met[0]?.light ?? ruleSet.otherwise.light
  const reasons = (wanted: boolean) =>
    met.filter((rule) => (rule.light === light) === wanted).map((rule) => rule.reason)
  return {
    light,
    because: met.length > 0 ? reasons(true) : [noRuleMet(ruleSet, found)],
    also: reasons(false),
  }
}

/** The answers that meet every condition, in the rule set's order; undefined when one condition is not met. */
function answersThatMeet(conditions: Condition[], found: Found[]) {
  const perCondition = conditions.map((condition) => {
    const fitting = found.filter((indicator) => fits(condition, indicator))
    return fitting.length >= condition.atLeast ? fitting : undefined
  })
  if (perCondition.includes(undefined)) return undefined
  return found.filter((indicator) => perCondition.some((fitting) => fitting?.includes(indicator))).map(shown)
}

function fits({ of, answered }: Condition, indicator: Found): boolean {
  if (answered === 'yes' && indicator.answer !== 'yes') return false
  if ('codes' in of) return of.codes.includes(indicator.code)
  return of.level === indicator.level && !of.except?.includes(indicator.code)
}

function noRuleMet(ruleSet: RuleSet, found: Found[]): Explanation['because'][number] {
  const higher = lights.filter((light) => ruleSet.rules.some((rule) => rule.light === light))
  return {
    rule: `None of the answers so far meets a rule for ${higher.join(' or ')}`,
    indicators: found.map(shown),
  }
}

function shown({ code, label, answer }: Found) {
  return { code, label, answer }
}

/** Whether the meeting may hear a referral of this light, which rests on this criterion of REF-4. */
export function eligibleForMeeting(
  ruleSet: RuleSet,
  light: Light,
  criterionKind: 'professional_judgement' | 'escalation' | undefined,
): boolean {
  const eligibility = ruleSet.eligibleForMeeting[light]
  return eligibility === 'always' || (eligibility === 'by_criterion' && criterionKind !== undefined)
}

/**
 * Whether the figures speak for the escalation criterion (REF-4): a proposal, never the answer. A figure that is not
 * known proposes nothing; professional judgement stays open.
 */
export function escalationProposed(
  ruleSet: RuleSet,
  figures: {
    policeContactsLast12Months?: number
    policeContactsPrevious12Months?: number
    courtDiversionsImposed?: number
    courtDiversionMeetingsMissed?: number
  },
): { proposed: boolean; because: string[] } {
  const { policeContacts, courtDiversion } = ruleSet.escalationProposal
  const because: string[] = []

  const { policeContactsLast12Months: last, policeContactsPrevious12Months: previous } = figures
  if (last !== undefined && previous !== undefined) {
    if (last >= policeContacts.atLeast && last >= policeContacts.timesPrevious12Months * previous) {
      because.push(
        `Police contacts: ${last} in the last 12 months, ${previous} in the 12 months before. The rule: ${policeContacts.when}`,
      )
    }
  }

  const { courtDiversionsImposed: imposed, courtDiversionMeetingsMissed: missed } = figures
  if (imposed !== undefined && missed !== undefined) {
    if (imposed >= courtDiversion.imposedAtLeast && missed >= courtDiversion.meetingsMissedAtLeast) {
      because.push(
        `Court diversion: ${imposed} imposed, ${missed} whose meetings could not be attended. The rule: ${courtDiversion.when}`,
      )
    }
  }

  return { proposed: because.length > 0, because }
}
