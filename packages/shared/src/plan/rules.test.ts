import { array, assert, constantFrom, integer, property, record } from 'fast-check'
import { expect, it } from 'vitest'
import {
  asksWhatNow,
  folded,
  inBrief,
  isLateStep,
  isSince,
  lineFaults,
  lookAgainBy,
  nextStep,
  redRiskFaults,
  redRiskLacks,
  reviewBy,
  whyNotAddStep,
  whyNotAgree,
  whyNotAmend,
  whyNotLimit,
  whyNotLookAt,
} from './rules.ts'
import type { PlanChange, PlanWording } from './schema.ts'
import { planStates } from './values.ts'

const line = {
  state: 'agreed' as const,
  proposedById: 'lantern',
  leadAgencyId: 'health',
  limitedTo: [] as string[],
  part: 'need' as const,
  steps: [] as { state: 'open' | 'done' }[],
}
const worker = { role: 'practitioner' as const, agencyId: 'lantern', inRoom: false }
const coordinator = { role: 'coordinator' as const, agencyId: 'convener', inRoom: false }

it('PLN-1 what was agreed is amended in the room, or by the coordinator; a proposal also by whoever made it', () => {
  expect(whyNotAmend(line, worker)).toBe('plan.meeting_amends')
  expect(whyNotAmend(line, { ...worker, inRoom: true })).toBeNull()
  expect(whyNotAmend(line, coordinator)).toBeNull()
  expect(whyNotAmend({ ...line, state: 'proposed' }, worker)).toBeNull()
  expect(whyNotAmend({ ...line, state: 'proposed' }, { ...worker, agencyId: 'police' })).toBe(
    'plan.meeting_amends',
  )
  expect(whyNotAmend({ ...line, state: 'met' }, coordinator)).toBe('plan.line_closed')
})

it('PLN-1 nobody agrees her own proposal, but where the line is limited and hers to lead', () => {
  const proposed = { ...line, state: 'proposed' as const }
  expect(whyNotAgree(proposed, worker, 'red')).toBe('plan.meeting_amends')
  expect(whyNotAgree(proposed, coordinator, 'red')).toBeNull()
  expect(whyNotAgree(line, coordinator, 'red')).toBe('plan.not_proposed')
  const limited = { ...proposed, leadAgencyId: 'lantern', limitedTo: ['lantern', 'health'] }
  expect(whyNotAgree(limited, worker, 'red')).toBeNull()
  expect(whyNotAgree(limited, { ...worker, agencyId: 'health' }, 'red')).toBe('plan.meeting_amends')
})

it('PLN-1 a line is looked at again also by its leading agency, and limited by it alone', () => {
  const health = { ...worker, agencyId: 'health' }
  expect(whyNotLookAt(line, health, 'red')).toBeNull()
  expect(whyNotLookAt(line, worker, 'red')).toBe('plan.meeting_amends')
  expect(whyNotLookAt({ ...line, state: 'proposed' }, coordinator, 'red')).toBe('plan.not_agreed')
  expect(whyNotLimit({ ...line, steps: [] }, health, ['health'])).toBeNull()
  expect(whyNotLimit({ ...line, steps: [{}] }, health, ['health'])).toBe('plan.has_steps')
  expect(whyNotLimit({ ...line, steps: [{}] }, health, [])).toBeNull()
  expect(whyNotLimit({ ...line, steps: [] }, worker, [])).toBe('plan.of_another')
})

it('PLN-1 while her light is red, what keeps her safe has an agency that leads it and a step that runs', () => {
  const risk = { ...line, part: 'risk' as const, state: 'proposed' as const }
  expect(redRiskLacks(risk, 'amber')).toEqual([])
  expect(redRiskLacks({ ...risk, part: 'need' }, 'red')).toEqual([])
  expect(redRiskLacks({ ...risk, leadAgencyId: null, steps: [{ state: 'done' }] }, 'red')).toEqual([
    'lead',
    'step',
  ])
  expect(redRiskLacks({ ...risk, steps: [{ state: 'open' }] }, 'red')).toEqual([])
  // No step hangs on what only some may see.
  expect(redRiskLacks({ ...risk, limitedTo: ['health'] }, 'red')).toEqual([])
  expect(whyNotAgree(risk, coordinator, 'red')).toBe('plan.risk_unowned')
  expect(whyNotAgree(risk, coordinator, 'green')).toBeNull()
  expect(whyNotLookAt({ ...risk, state: 'agreed', leadAgencyId: null }, coordinator, 'red')).toBe(
    'plan.risk_unowned',
  )
  const pointers = (firstStep?: object) =>
    redRiskFaults({ ...risk, leadAgencyId: null, firstStep }, 'red').map(({ pointer }) => pointer)
  expect(pointers()).toEqual(['/leadAgencyId', '/firstStep/what'])
  expect(pointers({})).toEqual(['/leadAgencyId'])
})

it('PLN-1 an agency takes a step on for itself, the coordinator for whoever agreed to it; none hangs on what is limited', () => {
  expect(whyNotAddStep(line, worker, 'lantern')).toBeNull()
  expect(whyNotAddStep(line, worker, 'health')).toBe('plan.step_of_another')
  expect(whyNotAddStep(line, coordinator, 'health')).toBeNull()
  expect(whyNotAddStep({ ...line, state: 'met' }, worker, 'lantern')).toBe('plan.line_closed')
  expect(whyNotAddStep({ ...line, limitedTo: ['lantern'] }, worker, 'lantern')).toBe('plan.limited')
})

it('PLN-1 what now: the next step is the one due first, and a line whose last step closed asks for another', () => {
  const step = (dueOn: string, state: 'open' | 'done') => ({
    ...{
      actionId: dueOn,
      reference: 'EMP-2026-AAAAAA',
      what: dueOn,
      ownerAgencyName: 'Health',
      dueOn,
      state,
      acceptance: null,
    },
  })
  const lines = [
    { state: 'agreed' as const, steps: [step('2026-03-09', 'open'), step('2026-03-03', 'done')] },
    { state: 'met' as const, steps: [step('2026-03-01', 'open')] },
    { state: 'proposed' as const, steps: [step('2026-03-05', 'open')] },
  ]
  expect(nextStep(lines)?.what).toBe('2026-03-05')
  expect(nextStep([])).toBeNull()
  // Late is what still runs after its day: whoever reads the plan learns it there, as on the first page.
  expect(isLateStep(step('2026-03-05', 'open'), '2026-03-06')).toBe(true)
  expect(isLateStep(step('2026-03-05', 'open'), '2026-03-05')).toBe(false)
  expect(isLateStep(step('2026-03-05', 'done'), '2026-03-06')).toBe(false)
  expect(lines.map(asksWhatNow)).toEqual([false, false, false])
  expect(asksWhatNow({ state: 'changed', steps: [step('2026-03-03', 'done')] })).toBe(true)
  expect(asksWhatNow({ state: 'agreed', steps: [] })).toBe(false)
})

const said = {
  part: 'need' as const,
  herWords: null,
  herWordsOn: null,
  forHer: null,
  leadAgencyId: null,
  limitedTo: [],
  lookAgainOn: null,
}
const at = { today: '2026-03-02', light: 'amber' as const }

it('PLN-1 a step out opens only with her words and their day; a line about her children has an agency', () => {
  const pointers = (line: Parameters<typeof lineFaults>[0]) =>
    lineFaults(line, at).map(({ pointer }) => pointer)
  expect(pointers(said)).toEqual([])
  expect(pointers({ ...said, part: 'exit' })).toEqual(['/herWords', '/herWordsOn'])
  expect(pointers({ ...said, part: 'exit', herWords: '  ', herWordsOn: '2026-03-01' })).toEqual(['/herWords'])
  expect(pointers({ ...said, part: 'exit', herWords: 'I want out', herWordsOn: '2026-03-01' })).toEqual([])
  expect(pointers({ ...said, part: 'exit', herWords: 'I want out', herWordsOn: '2026-03-03' })).toEqual([
    '/herWordsOn',
  ])
  expect(pointers({ ...said, part: 'children' })).toEqual(['/leadAgencyId'])
  expect(pointers({ ...said, forHer: 'The police come by at ten' })).toEqual(['/forHer'])
  expect(pointers({ ...said, forHer: 'Somebody comes by at ten' })).toEqual([])
})

it.each([
  ['need', 'red', '2026-06-02', '2026-06-03'],
  ['risk', 'amber', '2026-06-02', '2026-06-03'],
  ['risk', 'red', '2026-04-02', '2026-04-03'],
] as const)(
  'PLN-1 plan.review: a %s line while the light is %s is looked at by %s',
  (part, light, by, late) => {
    expect(lookAgainBy('2026-03-02', part, light)).toBe(by)
    const faults = (lookAgainOn: string) =>
      lineFaults({ ...said, part, lookAgainOn }, { today: '2026-03-02', light })
    expect(faults(by)).toEqual([])
    expect(faults(late)).toMatchObject([{ pointer: '/lookAgainOn' }])
    expect(faults('2026-03-01')).toMatchObject([{ pointer: '/lookAgainOn' }])
  },
)

it('PLN-1 the plan is looked at again when the first of its lines is; what ended asks for nothing', () => {
  expect(reviewBy([])).toBeNull()
  expect(
    reviewBy([
      { state: 'agreed', lookAgainOn: '2026-05-02' },
      { state: 'changed', lookAgainOn: '2026-04-02' },
      { state: 'met', lookAgainOn: '2026-03-02' },
      { state: 'proposed', lookAgainOn: '2026-03-03' },
    ]),
  ).toBe('2026-04-02')
  expect(isSince('2026-03-02T09:00:00Z', null)).toBe(true)
  expect(isSince('2026-03-02T09:00:00Z', '2026-03-02T09:00:00Z')).toBe(false)
  expect(isSince('2026-03-02T09:00:01Z', '2026-03-02T09:00:00Z')).toBe(true)
})

const wording = (words: string, state: PlanWording['state']): PlanWording => ({
  ...{ part: 'need', area: null, words, herWords: null, herWordsOn: null, forHer: null, state },
  ...{ leadAgencyId: null, limitedTo: [], lookAgainOn: null, because: null },
})

it('PLN-1 amendments folded give the plan, however they are cut into meetings and however often one is put briefly', () => {
  const moves = array(
    record({
      line: integer({ min: 0, max: 4 }),
      state: constantFrom(...planStates),
      item: integer({ min: 0, max: 3 }),
    }),
    {
      maxLength: 40,
    },
  )
  assert(
    property(moves, (drawn) => {
      const plan = new Map<string, PlanWording>()
      const amendments: { item: number; changes: PlanChange[] }[] = []
      for (const [n, { line, state, item }] of drawn.entries()) {
        const lineId = String(line)
        const before = plan.get(lineId) ?? null
        const after = wording(`words ${n}`, state)
        plan.set(lineId, after)
        const last = amendments.at(-1)
        const change = { lineId, move: before ? ('changed' as const) : ('added' as const), before, after }
        if (last?.item === item) last.changes.push(change)
        else amendments.push({ item, changes: [change] })
      }
      const brief = amendments.map(({ changes }) => ({ changes: inBrief(changes) }))
      expect(folded(amendments)).toEqual(plan)
      expect(folded(brief)).toEqual(plan)
      const known = new Map<string, PlanWording>()
      for (const { changes } of brief)
        for (const { lineId, before, after } of changes) {
          expect(before).toEqual(known.get(lineId) ?? null)
          known.set(lineId, after)
        }
    }),
  )
})
