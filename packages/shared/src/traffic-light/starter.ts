import { Value } from 'typebox/value'
import data from '../../data/starter-rule-set.json' with { type: 'json' }
import { RuleSet } from './schema.ts'

/**
 * The rule set that loads with the demo. Wording, labels and times live in the JSON; here stands the machine form of
 * each rule and threshold beside its wording.
 */
export const starterRuleSet: RuleSet = valid({
  name: data.name,
  version: data.version,
  responseTimes: data.responseTimes,
  responseMeans: data.responseMeans,
  indicators: data.indicators,
  rules: [
    // any red indicator is yes or suspected
    { ...wordingOf(0), all: [{ of: { level: 'red' }, answered: 'yes_or_suspected', atLeast: 1 }] },
    // pregnancy is yes or suspected together with any other amber indicator that is yes
    {
      ...wordingOf(1),
      all: [
        { of: { codes: ['pregnancy'] }, answered: 'yes_or_suspected', atLeast: 1 },
        { of: { level: 'amber', except: ['pregnancy'] }, answered: 'yes', atLeast: 1 },
      ],
    },
    // four or more amber indicators are yes
    { ...wordingOf(2), all: [{ of: { level: 'amber' }, answered: 'yes', atLeast: 4 }] },
    // any amber indicator is yes or suspected
    { ...wordingOf(3), all: [{ of: { level: 'amber' }, answered: 'yes_or_suspected', atLeast: 1 }] },
  ],
  otherwise: wordingOf(4),
  eligibleForMeeting: {
    when: data.eligibleForMeeting,
    red: 'always',
    amber: 'by_criterion',
    green: 'never',
  },
  escalationProposal: {
    policeContacts: {
      when: data.escalationProposal.policeContacts,
      atLeast: 3,
      timesPrevious12Months: 1.5,
    },
    courtDiversion: {
      when: data.escalationProposal.courtDiversion,
      imposedAtLeast: 2,
      meetingsMissedAtLeast: 1,
    },
  },
})

function wordingOf(index: number) {
  const rule = data.rules[index]
  if (!rule) throw new Error(`The starter rule set has no rule ${index}`)
  return rule
}

function valid(ruleSet: unknown): RuleSet {
  if (Value.Check(RuleSet, ruleSet)) return ruleSet
  throw new Error('The starter rule set breaks its schema', { cause: Value.Errors(RuleSet, ruleSet) })
}
