import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eligibleForMeeting, escalationProposed, evaluate } from './evaluate.ts'
import type { IndicatorAnswer, IndicatorAnswers, RuleSet } from './schema.ts'
import { starterRuleSet } from './starter.ts'
import { lights } from './values.ts'

function answers(given: Record<string, IndicatorAnswer['answer']>): IndicatorAnswers {
  return Object.fromEntries(Object.entries(given).map(([code, answer]) => [code, { answer }]))
}

function codes(reasons: ReturnType<typeof evaluate>['because']) {
  return reasons.map((reason) => reason.indicators.map((indicator) => indicator.code))
}

const starterCodes = starterRuleSet.indicators.map((indicator) => indicator.code)
const anyAnswer = fc.record(
  {
    answer: fc.constantFrom('yes' as const, 'suspected' as const, 'no' as const, 'not_known' as const),
    restsOn: fc.string(),
  },
  { requiredKeys: ['answer'] },
)
const anyAnswers: fc.Arbitrary<IndicatorAnswers> = fc.dictionary(
  fc.constantFrom(...starterCodes, 'a-code-of-an-older-rule-set'),
  anyAnswer,
  { noNullPrototype: true },
)

const anyCondition: fc.Arbitrary<RuleSet['rules'][number]['all'][number]> = fc.record({
  of: fc.oneof(
    fc.record({ level: fc.constantFrom(...lights), except: fc.subarray(starterCodes) }),
    fc.record({ codes: fc.subarray(starterCodes, { minLength: 1 }) }),
  ),
  answered: fc.constantFrom('yes', 'yes_or_suspected'),
  atLeast: fc.integer({ min: 1, max: 5 }),
})
const anyRules = fc
  .array(
    fc.record({
      light: fc.constantFrom(...lights),
      when: fc.constant('a rule'),
      all: fc.array(anyCondition, { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((rules) => rules.toSorted((a, b) => lights.indexOf(a.light) - lights.indexOf(b.light)))
const anyRuleSet: fc.Arbitrary<RuleSet> = fc.oneof(
  fc.constant(starterRuleSet),
  anyRules.map((rules) => ({ ...starterRuleSet, rules })),
)

describe('REF-6 the light of each referral in the vignettes', () => {
  test.each([
    [1, { serious_violence: 'yes', non_fatal_strangulation: 'yes', rough_sleeping: 'yes' }, 'red'],
    [2, { recent_overdose: 'yes', pregnancy: 'yes', wants_support: 'yes' }, 'red'],
    [3, { police_contact_rise: 'yes' }, 'amber'],
    [4, { use_escalating: 'yes', rough_sleeping: 'no' }, 'amber'],
    [6, { leaving_prison_or_hospital: 'yes', rough_sleeping: 'yes' }, 'amber'],
    [7, { threat_to_kill: 'yes', honour_based: 'suspected' }, 'red'],
    [8, { isolation: 'yes', physical_health: 'suspected', wants_support: 'yes' }, 'green'],
    [9, { held_or_controlled: 'yes', cuckooing_or_debt: 'yes' }, 'red'],
    [10, { self_harm: 'yes', no_recourse: 'yes', contact_lost: 'yes', honour_based: 'yes' }, 'red'],
  ] as const)('number %d', (_, given, light) => {
    expect(evaluate(starterRuleSet, answers(given)).light).toBe(light)
  })
})

describe('REF-6 the starter rules', () => {
  test.each([
    ['a red indicator that is only suspected', { missing: 'suspected' }, 'red'],
    ['a red indicator that is not known', { missing: 'not_known' }, 'green'],
    ['non-fatal strangulation alone', { non_fatal_strangulation: 'yes' }, 'red'],
    ['stalking that is only suspected', { stalking: 'suspected' }, 'red'],
    ['separation alone, recent or planned', { separation: 'yes' }, 'amber'],
    ['pregnancy and a separation', { pregnancy: 'yes', separation: 'yes' }, 'red'],
    ['pregnancy alone', { pregnancy: 'yes' }, 'amber'],
    ['pregnancy suspected, another amber yes', { pregnancy: 'suspected', self_harm: 'yes' }, 'red'],
    ['pregnancy yes, another amber suspected', { pregnancy: 'yes', self_harm: 'suspected' }, 'amber'],
    ['pregnancy and a green yes', { pregnancy: 'yes', isolation: 'yes' }, 'amber'],
    ['three amber yes', { self_harm: 'yes', no_recourse: 'yes', contact_lost: 'yes' }, 'amber'],
    [
      'three amber yes, a fourth suspected',
      { self_harm: 'yes', no_recourse: 'yes', contact_lost: 'yes', honour_based: 'suspected' },
      'amber',
    ],
    ['every green indicator yes', { physical_health: 'yes', isolation: 'yes', money: 'yes' }, 'green'],
    ['no answer at all', {}, 'green'],
  ] as const)('%s', (_, given, light) => {
    expect(evaluate(starterRuleSet, answers(given)).light).toBe(light)
  })
})

describe('REF-6 the explanation', () => {
  test('names the rule, the answers that led to it, and what else was found beside them', () => {
    const given = answers({ pregnancy: 'yes', recent_overdose: 'yes', self_harm: 'no' })
    expect(evaluate(starterRuleSet, given)).toEqual({
      light: 'red',
      because: [
        {
          rule: 'any red indicator is yes or suspected',
          indicators: [{ code: 'recent_overdose', label: 'Overdose in the last 4 weeks', answer: 'yes' }],
        },
      ],
      also: [
        {
          rule: 'any amber indicator is yes or suspected',
          indicators: [{ code: 'pregnancy', label: 'Pregnant, or may be', answer: 'yes' }],
        },
      ],
    })
  })

  test('names every rule of the light that is met', () => {
    const given = answers({
      missing: 'suspected',
      pregnancy: 'suspected',
      self_harm: 'yes',
      no_recourse: 'suspected',
    })
    const { because, also } = evaluate(starterRuleSet, given)
    expect(codes(because)).toEqual([['missing'], ['pregnancy', 'self_harm']])
    expect(codes(also)).toEqual([['pregnancy', 'self_harm', 'no_recourse']])
  })

  test('of a green light says that nothing higher is met, and what was answered', () => {
    expect(evaluate(starterRuleSet, answers({ isolation: 'yes', missing: 'no' }))).toEqual({
      light: 'green',
      because: [
        {
          rule: 'None of the answers so far meets a rule for red or amber',
          indicators: [
            { code: 'isolation', label: 'Isolated from family, friends or community', answer: 'yes' },
          ],
        },
      ],
      also: [],
    })
  })

  test('an indicator whose code is also a property of every object is not answered by that', () => {
    const ruleSet: RuleSet = {
      ...starterRuleSet,
      indicators: [{ code: 'constructor', level: 'red', label: 'A label' }],
    }
    expect(evaluate(ruleSet, {}).light).toBe('green')
    expect(evaluate(ruleSet, Object.fromEntries([['constructor', { answer: 'yes' as const }]])).light).toBe(
      'red',
    )
  })

  test('rests only on answers that were given, by any rule set', () => {
    fc.assert(
      fc.property(anyRuleSet, anyAnswers, (ruleSet, given) => {
        const { because, also } = evaluate(ruleSet, given)
        expect(because.length).toBeGreaterThan(0)
        for (const { code, answer } of [...because, ...also].flatMap((reason) => reason.indicators)) {
          expect(given[code]?.answer).toBe(answer)
          expect(['yes', 'suspected']).toContain(answer)
        }
      }),
    )
  })

  test('its answers alone, without all the others, give the same light', () => {
    fc.assert(
      fc.property(anyRuleSet, anyAnswers, (ruleSet, given) => {
        const { light, because } = evaluate(ruleSet, given)
        for (const { indicators } of because) {
          const alone = Object.fromEntries(indicators.map(({ code, answer }) => [code, { answer }]))
          expect(evaluate(ruleSet, alone).light).toBe(light)
        }
      }),
    )
  })
})

describe('REF-6 laws of the light', () => {
  test('learning of one more danger never makes it greener, by any ordered rule set', () => {
    fc.assert(
      fc.property(
        anyRuleSet,
        anyAnswers,
        fc.constantFrom(...starterCodes),
        fc.constantFrom('yes' as const, 'suspected' as const),
        (ruleSet, given, code, answer) => {
          fc.pre(given[code]?.answer !== 'yes')
          const before = evaluate(ruleSet, given).light
          const after = evaluate(ruleSet, { ...given, [code]: { answer } }).light
          expect(lights.indexOf(after)).toBeLessThanOrEqual(lights.indexOf(before))
        },
      ),
    )
  })

  test('the order of the answers, what they rest on and unknown codes do not matter', () => {
    fc.assert(
      fc.property(anyRuleSet, anyAnswers, (ruleSet, given) => {
        const turnedRound = Object.entries(given)
          .toReversed()
          .filter(([code]) => starterCodes.includes(code))
          .map(([code, { answer }]) => [code, { answer, restsOn: 'seen by an outreach worker' }])
        expect(evaluate(ruleSet, Object.fromEntries(turnedRound))).toEqual(evaluate(ruleSet, given))
      }),
    )
  })

  test('"no" and "not known" weigh as much as no answer', () => {
    fc.assert(
      fc.property(anyRuleSet, anyAnswers, (ruleSet, given) => {
        const dangers = Object.entries(given).filter(
          ([, { answer }]) => answer === 'yes' || answer === 'suspected',
        )
        expect(evaluate(ruleSet, Object.fromEntries(dangers))).toEqual(evaluate(ruleSet, given))
      }),
    )
  })
})

describe('REF-4 the escalation criterion is proposed from the figures', () => {
  test.each([
    [9, 3, true],
    [3, 2, true],
    [3, 0, true],
    [2, 0, false],
    [4, 3, false],
    [5, 3, true],
    [9, 6, true],
    [8, 6, false],
    [9, undefined, false],
    [undefined, 3, false],
  ])('%s police contacts after %s: %s', (last, previous, proposed) => {
    const figures = {
      ...(last === undefined ? {} : { policeContactsLast12Months: last }),
      ...(previous === undefined ? {} : { policeContactsPrevious12Months: previous }),
    }
    expect(escalationProposed(starterRuleSet, figures).proposed).toBe(proposed)
  })

  test.each([
    [2, 1, true],
    [3, 3, true],
    [1, 1, false],
    [2, 0, false],
  ])('%d court diversions with %d missed: %s', (imposed, missed, proposed) => {
    const figures = { courtDiversionsImposed: imposed, courtDiversionMeetingsMissed: missed }
    expect(escalationProposed(starterRuleSet, figures).proposed).toBe(proposed)
  })

  test('says which figures speak for it', () => {
    const figures = {
      policeContactsLast12Months: 9,
      policeContactsPrevious12Months: 3,
      courtDiversionsImposed: 2,
      courtDiversionMeetingsMissed: 1,
    }
    expect(escalationProposed(starterRuleSet, figures).because).toEqual([
      'Police contacts: 9 in the last 12 months, 3 in the 12 months before. The rule: this 12 months at least 3, and at least half as many again as the 12 months before',
      'Court diversion: 2 imposed, 1 whose meetings could not be attended. The rule: at least 2 imposed, and at least 1 whose compulsory meeting was not attended',
    ])
    expect(escalationProposed(starterRuleSet, {})).toEqual({ proposed: false, because: [] })
  })

  test('by the thresholds of the rule set, not our own', () => {
    const { escalationProposal } = starterRuleSet
    const policeContacts = { ...escalationProposal.policeContacts, atLeast: 10 }
    const ruleSet = { ...starterRuleSet, escalationProposal: { ...escalationProposal, policeContacts } }
    const figures = { policeContactsLast12Months: 9, policeContactsPrevious12Months: 3 }
    expect(escalationProposed(ruleSet, figures).proposed).toBe(false)
  })
})

describe('REF-4 what the meeting may hear', () => {
  test.each([
    ['red', undefined, true],
    ['red', 'escalation', true],
    ['amber', undefined, false],
    ['amber', 'professional_judgement', true],
    ['amber', 'escalation', true],
    ['green', undefined, false],
    ['green', 'professional_judgement', false],
    ['green', 'escalation', false],
  ] as const)('%s by %s: %s', (light, criterion, expected) => {
    expect(eligibleForMeeting(starterRuleSet, light, criterion)).toBe(expected)
  })
})
