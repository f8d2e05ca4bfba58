import { readCase, searchCases } from '@alongside/shared/cases/contract'
import {
  acceptReferral,
  findMatches,
  listReferrals,
  previewReferral,
  readReferral,
  redirectChild,
  startReferral,
  submitReferral,
} from '@alongside/shared/referrals/contract'
import { expect, it } from 'vitest'
import { done } from '../src/demo/found.ts'
import { vignettes } from '../src/demo/vignettes.ts'
import { givenCalendar } from './given.ts'
import { type Eastmarsh, openEastmarsh } from './world.ts'

const world: Eastmarsh = await openEastmarsh('2026-02-20T09:00:00Z')
await givenCalendar(world)
const all = vignettes(world.agencies)
const at = (number: number) => all.find((vignette) => vignette.number === number)!

async function submitted(number: number) {
  const vignette = at(number)
  world.clock.set(vignette.at)
  const draft = await done(world.as[vignette.by], startReferral, { body: { answers: vignette.answers } })
  return done(world.as[vignette.by], submitReferral, {
    params: { referralId: draft.id },
    version: draft.version,
  })
}

const instant = (text: string | null) => (text === null ? null : new Date(text).toISOString())
const due = (text: string) => new Date(text).toISOString()

it('vignette 6, REF-8, REF-9, ACC-3: Jo leaves prison; her consent ends with the day of release', async () => {
  const jo = await submitted(6)
  expect(jo.light).toBe('amber')
  expect(instant(jo.dueAt)).toBe(due('2026-03-03T23:59:59Z'))
  expect(instant(jo.meetingStartsAt)).toBe(due('2026-03-12T10:00:00Z'))
  const params = { caseId: jo.caseId! }
  expect((await world.as.housing(readCase, { params })).status).toBe(200)
  world.clock.set('2026-03-20T23:59:59Z')
  expect((await world.as.housing(readCase, { params })).status).toBe(200)
  world.clock.set('2026-03-21T00:00:00Z')
  expect((await world.as.housing(readCase, { params })).status).toBe(404)
  expect((await world.as.probation(readCase, { params })).status).toBe(200)
})

let marnieCase = ''
it('vignette 1, REF-6, REF-9, ACC-3: Marnie is red, too late for 9 April, and the police see nothing', async () => {
  const marnie = await submitted(1)
  expect(marnie.light).toBe('red')
  expect(marnie.explanation?.because[0]?.indicators.map(({ code }) => code)).toContain('serious_violence')
  expect(instant(marnie.dueAt)).toBe(due('2026-03-31T20:20:00+01:00'))
  expect(instant(marnie.meetingStartsAt)).toBe(due('2026-05-14T10:00:00+01:00'))
  expect(marnie.exceptional).toBe('asked')
  marnieCase = marnie.caseId!

  const params = { referralId: marnie.id }
  expect((await world.as.police(readReferral, { params })).status).toBe(404)
  expect((await world.as.police(listReferrals, {})).body.items).toEqual([])
  expect((await world.as.police(searchCases, { body: { q: 'Marnie' } })).body.items).toEqual([])
  expect(
    (await world.as.health(searchCases, { body: { q: 'marny' } })).body.items.map(({ id }) => id),
  ).toEqual([marnieCase])

  const late = await world.as.coordinator(acceptReferral, {
    params,
    version: marnie.version,
    body: { meetingId: (await meetingOn('2026-04-09')).id },
  })
  expect(late).toMatchObject({ status: 409, body: { code: 'referral.late' } })
  const accepted = await done(world.as.coordinator, acceptReferral, {
    params,
    version: marnie.version,
    body: { exceptional: { reason: 'Strangled; he is looking for her' } },
  })
  expect(instant(accepted.meetingStartsAt)).toBe(due('2026-04-09T10:00:00+01:00'))
  expect(accepted).toMatchObject({ state: 'listed', exceptional: 'accepted' })
})

it('vignette 3, REF-4, CON-2: Kay needs the record of sharing without consent before anything is sent', async () => {
  const { answers, by } = at(3)
  world.clock.set(at(3).at)
  const draft = await done(world.as[by], startReferral, { body: { answers: { ...answers, consent: {} } } })
  const params = { referralId: draft.id }
  const refused = await world.as[by](submitReferral, { params, version: draft.version })
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'referral.incomplete', errors: [{ pointer: '/answers/consent/basis' }] },
  })
  const kay = await submitted(3)
  expect(kay.light).toBe('amber')
  expect(instant(kay.dueAt)).toBe(due('2026-05-07T23:59:59+01:00'))
})

it('vignette 8, REF-8: Bex goes to the charity alone: green, a clock there, no agenda item', async () => {
  const bex = await submitted(8)
  expect(bex).toMatchObject({ light: 'green', meetingId: null })
  expect(instant(bex.dueAt)).toBe(due('2026-07-14T23:59:59+01:00'))
  expect(bex.recipients.map(({ agencyName, forMeeting }) => [agencyName, forMeeting])).toEqual([
    ['Lantern', false],
  ])
  expect((await world.as.housing(readReferral, { params: { referralId: bex.id } })).status).toBe(404)
})

it('vignette 4, REF-8: Dee is amber, due after the bank holiday', async () => {
  const dee = await submitted(4)
  expect(dee.light).toBe('amber')
  expect(instant(dee.dueAt)).toBe(due('2026-09-01T23:59:59+01:00'))
})

it('vignette 5, REF-3, SAF-1: “A.” is never listed; children’s social care is told and no referral of her is kept', async () => {
  const { answers, by } = at(5)
  world.clock.set(at(5).at)
  const draft = await done(world.as[by], startReferral, { body: { answers } })
  const params = { referralId: draft.id }
  expect((await world.as[by](previewReferral, { params })).body.under18).toBe(true)
  expect(await world.as[by](submitReferral, { params, version: draft.version })).toMatchObject({
    status: 409,
    body: { code: 'referral.under_18' },
  })
  const redirected = await world.as[by](redirectChild, { params, body: { tellingNow: true } })
  expect(redirected.status).toBe(201)
  expect((await world.as[by](readReferral, { params })).status).toBe(404)
  expect(
    await world.rows('SELECT kind, case_id FROM safeguarding_notifications WHERE id = $1', [
      redirected.body.notificationId,
    ]),
  ).toEqual([{ kind: 'child', case_id: null }])
  expect(await world.rows('SELECT id FROM referrals WHERE id = $1', [draft.id])).toEqual([])
})

it('vignette 7, REF-10: Marnie again is offered as the same person and names what escalated', async () => {
  const again = await submitted(7)
  expect(again.light).toBe('red')
  expect(instant(again.meetingStartsAt)).toBe(due('2026-11-12T10:00:00Z'))
  const params = { referralId: again.id }
  const [match] = (await done(world.as.coordinator, findMatches, { params })).items
  expect(match).toMatchObject({ caseId: marnieCase, likelihood: 'very_likely', light: 'red' })
  expect((await world.as.outreach(findMatches, { params })).status).toBe(403)

  const accepted = await done(world.as.coordinator, acceptReferral, {
    params,
    version: again.version,
    body: { sameAsCaseId: marnieCase },
  })
  expect(accepted.caseId).toBe(again.caseId)
  expect(accepted.answers.reReferral?.escalationSince).toContain('14 May')
  const file = await done(world.as.outreach, readCase, { params: { caseId: marnieCase } })
  expect(
    [file, ...file.joinedFiles.map((joined) => joined.file)].map(({ referrals }) => referrals.length),
  ).toEqual([1, 1])
})

it('vignette 10, REF-6, API-4: four ambers make red; one key, one referral, due to the second', async () => {
  const { answers, by } = at(10)
  world.clock.set(at(10).at)
  const start = { body: { answers }, key: 'case-system-2026-10-23-0001' }
  const drafts = [
    await done(world.as[by], startReferral, start),
    await done(world.as[by], startReferral, start),
  ]
  expect(drafts[1]).toEqual(drafts[0])
  const submit = {
    params: { referralId: drafts[0]!.id },
    version: drafts[0]!.version,
    key: 'case-system-2026-10-23-0002',
  }
  const [first, second] = [
    await done(world.as[by], submitReferral, submit),
    await done(world.as[by], submitReferral, submit),
  ]
  expect(second).toEqual(first)
  expect(first.light).toBe('red')
  expect(instant(first.dueAt)).toBe(due('2026-10-24T03:59:30+01:00'))
})

it('vignette 9, SAF-2, CON-2: Lorraine lacks capacity; the record asks who assessed, and the adults team is told', async () => {
  const lorraine = await submitted(9)
  expect(lorraine.light).toBe('red')
  expect(instant(lorraine.meetingStartsAt)).toBe(due('2026-12-10T10:00:00Z'))
  expect(
    await world.rows('SELECT kind FROM safeguarding_notifications WHERE case_id = $1', [lorraine.caseId]),
  ).toEqual([{ kind: 'adult' }])
})

it('vignette 2, REF-8, REF-9: Temi before Christmas is due the same day and makes the meeting of 14 January', async () => {
  const temi = await submitted(2)
  expect(temi.light).toBe('red')
  expect(instant(temi.dueAt)).toBe(due('2026-12-21T15:00:00Z'))
  expect(instant(temi.meetingStartsAt)).toBe(due('2027-01-14T10:00:00Z'))
})

async function meetingOn(date: string) {
  const [meeting] = await world.rows<{ id: string }>('SELECT id FROM meetings WHERE date = $1', [date])
  if (!meeting) throw new Error(`no meeting on ${date}`)
  return meeting
}
