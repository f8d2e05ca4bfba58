import { expect, it } from 'vitest'
import { shippedBankHolidays } from '../bank-holidays.ts'
import { workingCalendar } from '../calendar.ts'
import { Refusal } from '../problems.ts'
import { starterRuleSet } from '../traffic-light/starter.ts'
import { formFaults, isUnder18, lightOf } from './completeness.ts'
import {
  answersOfTicks,
  indicatorOf,
  lightBeside,
  type Tick,
  tickCodes,
  tickFaults,
  ticks,
} from './night-form.ts'
import type { ReferralAnswers } from './schema.ts'
import { planSubmission, type SubmissionContext } from './submission.ts'
import { restDue, restFaults, spellOut } from './tonight.ts'
import { context as form } from './whole-form.test-support.ts'

const calendar = workingCalendar('Europe/London', shippedBankHolidays('england-and-wales'))
const context: SubmissionContext = { ...form, calendar, meetings: [], now: '2026-03-02T09:00:00Z' }

/** Ten taps and her name. */
const ellie: ReferralAnswers = {
  person: { name: 'Ellie' },
  tonight: {
    short: true,
    age: '18_to_24',
    reach: ['at_the_van'],
    faces: ['hurt_or_threatened', 'nowhere_safe_to_sleep'],
    knownBy: 'she_said',
    more: 'Hit on Friday, grey van',
  },
  consent: { given: { agreedAgencies: ['lantern', 'housing'], refusedAgencies: ['police'] } },
  herVoice: { words: 'Just somewhere I can shut the door.' },
  referrer: { phone: '01632 960100' },
}
const but = (tonight: Partial<ReferralAnswers['tonight']>, more: ReferralAnswers = {}): ReferralAnswers => ({
  ...ellie,
  ...more,
  tonight: { ...ellie.tonight, ...tonight },
})
const faultsOf = (answers: ReferralAnswers, whole = false) =>
  formFaults(answers, { ...form, whole }).map(
    ({ pointer, code }) => `${pointer.replace('/answers/', '')} ${code}`,
  )
const lightIs = (faces: Tick[]) => lightOf(starterRuleSet, spellOut(but({ faces }), form)).light

it.each<[Tick, string, 'yes' | 'suspected', string]>([
  ['hurt_or_threatened', 'serious_violence', 'suspected', 'red'],
  ['nowhere_safe_to_sleep', 'rough_sleeping', 'yes', 'amber'],
  ['overdose_or_very_unwell', 'recent_overdose', 'suspected', 'red'],
  ['somebody_controls_her', 'held_or_controlled', 'suspected', 'red'],
  ['wants_to_die', 'suicidal_intent', 'suspected', 'red'],
  ['pregnant', 'pregnancy', 'yes', 'amber'],
  ['child_at_risk', 'child_immediate_risk', 'yes', 'red'],
])('REF-6 «%s» stands for %s: %s, %s', (tick, code, answer, light) => {
  expect(answersOfTicks(starterRuleSet, [tick], 'She said it.')).toEqual({
    [code]: { answer, restsOn: `${ticks[tick].label}. She said it.` },
  })
  expect(lightIs([tick])).toBe(light)
})

it('REF-6 of what a tick may speak of the redder is meant, whichever is named first', () => {
  const turned = { indicators: starterRuleSet.indicators.toReversed() }
  for (const tick of tickCodes) {
    const meant = indicatorOf(starterRuleSet, tick)
    expect(indicatorOf(turned, tick)).toEqual(meant)
    for (const code of ticks[tick].mayBe) {
      const other = starterRuleSet.indicators.find((one) => one.code === code)
      expect(['red', 'amber', 'green'].indexOf(meant!.level)).toBeLessThanOrEqual(
        ['red', 'amber', 'green'].indexOf(other!.level),
      )
    }
  }
})

it.each<[string, Tick, string]>([
  ['non-fatal strangulation', 'hurt_or_threatened', 'non_fatal_strangulation'],
  ['stalking', 'hurt_or_threatened', 'stalking'],
  ['separation', 'somebody_controls_her', 'separation'],
])(
  'REF-6 %s is among what «%s» may speak of, and an earlier rule set without it stays as it was',
  (_, tick, code) => {
    expect(ticks[tick].mayBe).toContain(code)
    const earlier = { indicators: starterRuleSet.indicators.filter((one) => one.code !== code) }
    expect(indicatorOf(earlier, tick)).toEqual(indicatorOf(starterRuleSet, tick))
  },
)

it('REF-7 the table fits its rule set, and one that does not is named', () => {
  expect(tickFaults(ticks, starterRuleSet.indicators)).toEqual([])
  expect(tickFaults({ a: { label: ' ', mayBe: [] }, b: { label: 'B', mayBe: ['nowhere'] } }, [])).toEqual([
    '“a” has no words',
    '“a” speaks of no indicator',
    '“b” speaks of “nowhere”, which nobody asks for',
  ])
})

it('REF-6 a rule set that asks for nothing of a tick loses no red: the light is raised by it', () => {
  const ruleSet = {
    ...starterRuleSet,
    indicators: starterRuleSet.indicators.filter(({ code }) => !ticks.wants_to_die.mayBe.includes(code)),
  }
  expect(lightBeside(ruleSet, ['wants_to_die', 'pregnant'])).toBe('red')
  const spelled = spellOut(but({ faces: ['wants_to_die', 'pregnant'] }), { ...form, ruleSet })
  expect(lightOf(ruleSet, spelled)).toMatchObject({ computed: 'amber', light: 'red' })
})

it('REF-15 what is not ticked stays unanswered; none of these makes a light, and no tick at all makes none', () => {
  expect(Object.keys(spellOut(ellie, form).indicators ?? {})).toEqual(['serious_violence', 'rough_sleeping'])
  const none = spellOut(but({ faces: ['none_of_these'] }), form)
  expect(none.indicators).toBeUndefined()
  expect(lightOf(starterRuleSet, none).light).toBe('green')
  expect(lightOf(starterRuleSet, spellOut(but({ faces: [] }), form)).light).toBeNull()
})

it('REF-2 REF-5 a short form is whole with its few answers, and names each that is missing', () => {
  expect(faultsOf(ellie)).toEqual([])
  expect(faultsOf({ tonight: { short: true } })).toEqual([
    'person/name missing',
    'tonight/age missing',
    'tonight/reach missing',
    'tonight/faces missing',
    'consent/given/agreedAgencies missing',
    'referrer/phone missing',
  ])
})

it.each([
  ['a number that is not given', but({ reach: ['by_phone'] }), ['tonight/reachOn missing']],
  ['a way and none', but({ reach: ['at_the_van', 'no_way_yet'] }), ['tonight/reach contradiction']],
  ['something and none', but({ faces: ['pregnant', 'none_of_these'] }), ['tonight/faces contradiction']],
  ['a yes, and nobody', but({ say: 'nobody_now' }), ['tonight/say contradiction']],
  [
    'an agency both yes and no',
    but({}, { consent: { given: { agreedAgencies: ['lantern'], refusedAgencies: ['lantern'] } } }),
    ['consent/given/refusedAgencies contradiction', 'addressedTo/meeting contradiction'],
  ],
  [
    'a no of hers, and not asked',
    but({ say: 'could_not_ask' }, { consent: { given: { refusedAgencies: ['police'] } } }),
    [
      'tonight/say contradiction',
      'consent/without/grounds missing',
      'consent/without/why missing',
      'consent/without/whyInWords missing',
      'consent/without/shared missing',
      'consent/without/agencies missing',
      'consent/without/decidedBy missing',
      'consent/without/telling missing',
      'consent/without/tellingInWords missing',
      'consent/without/reviewOn missing',
    ],
  ],
])('REF-5 %s is asked about at its place', (_, answers, expected) => {
  expect(faultsOf(answers)).toEqual(expected)
})

it('ACC-2 whom she said yes to is addressed, the meeting by its agency; her no is a no, and who was not asked is told nothing', () => {
  const { recipients, grants, answers, restDueAt, light } = planSubmission(ellie, {
    ...context,
    ownAgencyId: 'clinic',
  })
  expect(recipients).toEqual([
    { agencyId: 'lantern', forMeeting: true },
    { agencyId: 'housing', forMeeting: false },
  ])
  expect(grants.map(({ agencyId, basis }) => `${agencyId} ${basis}`)).toEqual([
    'clinic own_referral',
    'lantern coordination',
    'lantern consent',
    'housing consent',
  ])
  expect([light, restDueAt]).toEqual(['red', '2026-03-03T23:59:59Z'])
  expect(answers).toMatchObject({
    person: { age: { stated: '18 to 24', restsOn: 'worker_guess' } },
    reach: { ways: { at_the_van: { kind: 'in_person', value: 'At the van', safe: 'yes' } } },
    consent: { given: { takenBy: 'Sam Osei', givenOn: '2026-03-02', until: '2026-09-02', how: 'spoken' } },
    herVoice: { given: 'to_referrer' },
  })
})

it('CON-2 ACC-2 who wants nobody told now stays with her worker’s own agency; a green light does not bring her to the meeting', () => {
  const nobody = but({ say: 'nobody_now' }, { consent: { given: { refusedAgencies: ['police'] } } })
  const { recipients, grants } = planSubmission(nobody, context)
  expect(recipients).toEqual([{ agencyId: 'housing', forMeeting: false }])
  expect(grants.map(({ agencyId, basis }) => `${agencyId} ${basis}`)).toEqual(['housing own_referral'])
  const green = planSubmission(but({ faces: ['none_of_these'] }), context)
  expect(green.recipients).toEqual([{ agencyId: 'lantern', forMeeting: false }])
})

it('REF-3 under 18 or a doubt takes the child’s way at once; every other band is an adult’s', () => {
  expect(isUnder18(spellOut(but({ age: 'under_18' }), form), form.today)).toBe(true)
  for (const age of ['18_to_24', '25_to_34', '35_or_over', 'adult_not_known'] as const)
    expect(isUnder18(spellOut(but({ age }), form), form.today)).toBe(false)
  const refused = () => planSubmission(but({ age: 'under_18' }), context)
  expect(refused).toThrow(new Refusal('referral.under_18'))
})

it('SAF-1 a child at risk is told of with the submission', () => {
  const child = planSubmission(but({ faces: ['child_at_risk'] }), context)
  expect([child.notifications, child.light]).toEqual([['child'], 'red'])
  expect(planSubmission(ellie, context).notifications).toEqual([])
})

it.each([
  ['on a Monday', '2026-03-02T02:00:00Z', '2026-03-03T23:59:59Z'],
  ['over a weekend', '2026-03-06T23:30:00Z', '2026-03-09T23:59:59Z'],
  ['on a Sunday', '2026-03-08T03:00:00Z', '2026-03-09T23:59:59Z'],
  ['over Easter', '2026-04-02T22:00:00Z', '2026-04-07T22:59:59Z'],
])('REF-5 the rest is owed by the end of the next working day: sent %s', (_, sent, due) => {
  expect(restDue(calendar, sent)).toBe(due)
})

it('REF-5 the rest asks for what the whole form asks, and not for what was sent', () => {
  const whole = formFaults(planSubmission(ellie, context).answers, { ...form, whole: true })
  const rest = restFaults(whole).map(({ pointer }) => pointer.replace('/answers/', ''))
  expect(rest).toEqual(
    expect.arrayContaining(['whereabouts/sleeps', 'criterion/kind', 'indicators/missing', 'request/asks']),
  )
  expect(rest.filter((place) => /^(person|consent|addressedTo|referrer)/.test(place))).toEqual([])
  expect(rest).not.toContain('indicators/serious_violence')
})
