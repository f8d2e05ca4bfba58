import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { ruleSetFaults } from './faults.ts'
import { RuleSet } from './schema.ts'
import { starterRuleSet } from './starter.ts'

function changed(change: (ruleSet: RuleSet) => void): RuleSet {
  const ruleSet = Value.Clone(starterRuleSet)
  change(ruleSet)
  return ruleSet
}

describe('REF-7 a rule set is data that can be checked', () => {
  test('the starter rule set survives storage, keeps its words and has no fault', () => {
    const stored: unknown = JSON.parse(JSON.stringify(starterRuleSet))
    expect(Value.Check(RuleSet, stored)).toBe(true)
    expect(stored).toEqual(starterRuleSet)
    expect(ruleSetFaults(starterRuleSet)).toEqual([])
    expect(starterRuleSet.indicators).toHaveLength(27)
    expect(
      [...starterRuleSet.rules, starterRuleSet.otherwise].map(({ light, when }) => `${light}: ${when}`),
    ).toEqual([
      'red: any red indicator is yes or suspected',
      'red: pregnancy is yes or suspected together with any other amber indicator that is yes',
      'red: four or more amber indicators are yes',
      'amber: any amber indicator is yes or suspected',
      'green: otherwise',
    ])
  })

  test.each([
    ['a rule that asks for "no"', { all: [{ of: { level: 'red' }, answered: 'no', atLeast: 1 }] }],
    ['a rule without a condition', { all: [] }],
    ['a rule that is always met', { all: [{ of: { level: 'red' }, answered: 'yes', atLeast: 0 }] }],
    ['a light that is none', { light: 'blue' }],
    ['a rule without its wording', { when: '' }],
    ['code in the place of data', { all: [{ script: 'answers => true' }] }],
  ])('the schema refuses %s', (_, change) => {
    const [first, ...others] = starterRuleSet.rules
    expect(Value.Check(RuleSet, { ...starterRuleSet, rules: [{ ...first, ...change }, ...others] })).toBe(
      false,
    )
  })

  test('a code that stands twice', () => {
    const ruleSet = changed(({ indicators }) => indicators.push(indicators[0]!))
    expect(ruleSetFaults(ruleSet)).toEqual([
      { pointer: '/indicators/27/code', detail: '“suicidal_intent” stands here twice' },
    ])
  })

  test('a rule that names no indicator of this rule set', () => {
    const ruleSet = changed((set) => {
      set.indicators = set.indicators.filter(({ code }) => code !== 'pregnancy')
    })
    expect(ruleSetFaults(ruleSet)).toEqual([
      { pointer: '/rules/1/all/0/of/codes/0', detail: 'No indicator has the code “pregnancy”' },
      { pointer: '/rules/1/all/1/of/except/0', detail: 'No indicator has the code “pregnancy”' },
    ])
  })

  test('a rule below a less serious one', () => {
    expect(ruleSetFaults(changed(({ rules }) => rules.unshift(rules.pop()!)))).toEqual([
      { pointer: '/rules/1/light', detail: 'A rule for red cannot stand below one for amber' },
    ])
    const redOtherwise = changed(({ otherwise }) => {
      otherwise.light = 'red'
    })
    expect(ruleSetFaults(redOtherwise)).toEqual([
      { pointer: '/otherwise/light', detail: 'A rule for red cannot stand below one for amber' },
    ])
  })
})
