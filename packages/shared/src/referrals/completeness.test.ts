import fc from 'fast-check'
import { expect, it } from 'vitest'
import { adultAtRisk, childAtRisk, formFaults, isUnder18, lightOf } from './completeness.ts'
import type { ReferralAnswers, Section } from './schema.ts'
import { context, indicators, whole } from './whole-form.test-support.ts'

const places = (answers: ReferralAnswers) =>
  formFaults(answers, context).map(({ pointer, code }) => `${pointer.replace('/answers/', '')} ${code}`)
/** The whole form with some answers of some sections replaced. */
const withAnswers = (change: ReferralAnswers): ReferralAnswers => ({
  ...whole,
  ...Object.fromEntries(
    Object.entries(change).map(([section, answers]) => [
      section,
      { ...whole[section as Section], ...(answers as object) },
    ]),
  ),
})

it('REF-5 from a whole form nothing is missing', () => expect(places(whole)).toEqual([]))

it.each([
  ['no name', { person: { name: ' ' } }, 'person/name missing'],
  [
    'a belief that rests on nothing',
    { person: { age: { belief: 'believed_adult' } } },
    'person/age/restsOn missing',
  ],
  ['no way to reach her, and no reason', { reach: { ways: {} } }, 'reach missing'],
  [
    'a number that nobody says is safe',
    { reach: { ways: { a: { kind: 'phone', value: '07700 900123' } } } },
    'reach/ways/a/safe missing',
  ],
  [
    'a way that is not safe, and why not',
    {
      reach: {
        ways: { a: { kind: 'phone', value: '07700 900123', safe: 'no' } },
        noneBecause: 'He has her phone',
      },
    },
    'reach/ways/a/because missing',
  ],
  [
    'a birth to come',
    { person: { age: { born: '2026-03-03', restsOn: 'document' } } },
    'person/age/born contradiction',
  ],
  ['nowhere to sleep said', { whereabouts: { sleeps: ' ' } }, 'whereabouts/sleeps missing'],
  ['a child at risk of what', { children: { atRisk: 'suspected' } }, 'children/risk missing'],
  ['no criterion', { criterion: { reasons: '' } }, 'criterion/reasons missing'],
  ['no telephone number of the referrer', { referrer: { phone: ' ' } }, 'referrer/phone missing'],
  ['nothing asked for', { request: { asks: '' } }, 'request/asks missing'],
  [
    'needs that nobody describes',
    {
      safeguarding: {
        ...{ careAndSupportNeeds: 'yes', abuseOrNeglect: 'no', unableToProtectHerself: 'not_known' },
      },
    },
    'safeguarding/about missing',
  ],
  ['her words given and not written', { herVoice: { words: '' } }, 'herVoice/words missing'],
  ['a place for nobody', { addressedTo: { meeting: false } }, 'addressedTo missing'],
  ['an agency that nobody knows', { addressedTo: { agencies: ['army'] } }, 'addressedTo/agencies unknown'],
  [
    'not selling sex now',
    { whereabouts: { sellingSexNow: 'no' } },
    'whereabouts/sellingSexNow contradiction',
  ],
  ['another area', { whereabouts: { inArea: 'no' } }, 'whereabouts/inArea contradiction'],
] as [string, ReferralAnswers, string][])(
  'REF-5 %s is named at its place, and nothing else',
  (_, change, place) => expect(places(withAnswers(change))).toEqual([place]),
)

it.each([
  ['she says that she is in danger', { danger: 'in_danger' }, []],
  ['she is worried', { danger: 'worried' }, ['criterion/kind missing']],
  ['she is not worried', { danger: 'not_worried' }, ['criterion/kind missing']],
  ['she was not asked', { danger: 'not_asked' }, ['criterion/kind missing']],
] as const)('REF-4 her own view alone, where %s: what the criterion still asks', (_, herVoice, open) => {
  const { criterion: _criterion, ...rest } = whole
  const answers = { ...rest, herVoice: { ...whole.herVoice, ...herVoice } }
  expect(places(answers)).toEqual(open)
  const chosen = { ...answers, criterion: { kind: 'professional_judgement' as const } }
  expect(places(chosen)).toEqual(open.length ? ['criterion/reasons missing'] : [])
})

it('REF-4 her own view opens the meeting to an amber referral, and to no green one', () => {
  const { criterion: _criterion, ...rest } = whole
  const of = (code?: string) => ({
    ...rest,
    indicators: indicators(code ? { [code]: { answer: 'yes', restsOn: 'She said it' } } : {}),
    herVoice: { ...whole.herVoice, danger: 'in_danger' as const },
  })
  expect(places(of('separation'))).toEqual([])
  expect(places(of())).toEqual(['addressedTo/meeting contradiction'])
})

it('REF-3 REF-4 what the meeting asks for is not asked of a referral to agencies alone', () => {
  const toAgencies = withAnswers({ addressedTo: { meeting: false, agencies: ['housing'] } })
  const { criterion: _, ...rest } = toAgencies
  expect(places({ ...rest, whereabouts: { ...whole.whereabouts, inArea: 'no' } })).toEqual([])
})

it('REF-4 the figures of the escalation criterion are asked for in pairs', () => {
  const escalated = (figures: object) => places({ ...whole, criterion: { kind: 'escalation', ...figures } })
  expect(escalated({})).toEqual(['criterion/policeContactsLast12Months missing'])
  expect(escalated({ policeContactsLast12Months: 9 })).toEqual([
    'criterion/policeContactsPrevious12Months missing',
  ])
  expect(escalated({ courtDiversionsImposed: 2 })).toEqual(['criterion/courtDiversionMeetingsMissed missing'])
  expect(escalated({ courtDiversionsImposed: 2, courtDiversionMeetingsMissed: 0 })).toEqual([])
})

it('ACC-3 whom it is addressed to must be among those that she agreed to; her own referrer is', () => {
  const toPolice = withAnswers({ addressedTo: { meeting: false, agencies: ['police'] } })
  expect(places(toPolice)).toEqual(['consent/given/agreedAgencies contradiction'])
  expect(places(withAnswers({ addressedTo: { meeting: false, agencies: ['housing'] } }))).toEqual([])
  const { consent: _, ...without } = whole
  expect(places(without)).toEqual(['consent/basis missing'])
})

it('ACC-8 whoever refuses the agency that runs the meeting is told so at its place; to agencies’ services alone it can go', () => {
  const { given } = whole.consent ?? {}
  const consent = {
    basis: 'consent' as const,
    given: { ...given, agreedAgencies: ['housing'], refusedAgencies: ['lantern'] },
  }
  expect(places({ ...whole, consent })).toEqual(['addressedTo/meeting contradiction'])
  const services = { addressedTo: { meeting: false, agencies: ['housing'] } }
  expect(places({ ...whole, ...services, consent })).toEqual([])
})

it('REF-5 leaving answers out never makes a whole form less complete in silence: each section is missed', () => {
  const needed = [
    'person',
    'whereabouts',
    'children',
    'indicators',
    'criterion',
    'consent',
    'safeguarding',
  ] as const
  fc.assert(
    fc.property(fc.subarray([...needed, 'herVoice', 'request'] as const, { minLength: 1 }), (left) => {
      const rest = Object.fromEntries(Object.entries(whole).filter(([key]) => !left.includes(key as never)))
      const named = places(rest as ReferralAnswers)
      for (const section of left) expect(named.some((place) => place.startsWith(section))).toBe(true)
    }),
  )
})

it('REF-3 by her birthday, local; or by what is believed of her', () => {
  const born = (born: string) => isUnder18({ person: { age: { born } } }, '2026-03-02')
  expect([born('2008-03-02'), born('2008-03-03')]).toEqual([false, true])
  expect(isUnder18({ person: { age: { belief: 'may_be_under_18' } } }, '2026-03-02')).toBe(true)
  expect(isUnder18({}, '2026-03-02')).toBe(false)
})

it('REF-15 no light is shown before answers make one: a rule that is met does at once, that none is met once all are answered', () => {
  const { ruleSet } = context
  expect(lightOf(ruleSet, {})).toMatchObject({ computed: null, light: null })
  const [one, ...others] = Object.entries(indicators())
  expect(lightOf(ruleSet, { indicators: Object.fromEntries([one!]) })).toMatchObject({ light: null })
  expect(lightOf(ruleSet, { indicators: Object.fromEntries([one!, ...others]) })).toMatchObject({
    light: 'green',
  })
  const red = ruleSet.indicators.find(({ level }) => level === 'red')!.code
  const met = { indicators: { [red]: { answer: 'yes' as const } } }
  expect(lightOf(ruleSet, met)).toMatchObject({ computed: 'red', light: 'red' })
  const raised = { raisedLight: { light: 'amber' as const, reason: 'He found her' } }
  expect(lightOf(ruleSet, raised)).toMatchObject({ computed: null, light: 'amber' })
})

it('REF-6 a worker’s raise counts, a lowering does not, and the computed light stays', () => {
  const green = { indicators: indicators() }
  const raised = { ...green, raisedLight: { light: 'red', reason: 'He found her' } } as const
  expect(lightOf(context.ruleSet, raised)).toMatchObject({ computed: 'green', light: 'red' })
  const lowered = { ...whole, raisedLight: { light: 'green', reason: 'She seems well' } } as const
  expect(lightOf(context.ruleSet, lowered)).toMatchObject({ computed: 'red', light: 'red' })
  expect(places(lowered)).toEqual(['raisedLight/light contradiction'])
})

it('SAF-1 SAF-2 suspicion is enough for a notification, of a child and of her', () => {
  expect([childAtRisk(whole), adultAtRisk(whole)]).toEqual([false, false])
  expect(childAtRisk(withAnswers({ children: { atRisk: 'suspected' } }))).toBe(true)
  expect(adultAtRisk(withAnswers({ safeguarding: { careAndSupportNeeds: 'suspected' } }))).toBe(true)
  const incapable = { consent: { without: { why: 'lacks_capacity' } } } as const
  expect(adultAtRisk(incapable)).toBe(true)
})
