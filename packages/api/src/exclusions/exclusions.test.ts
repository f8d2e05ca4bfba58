import { listActions, readAction } from '@alongside/shared/actions/contract'
import { listCases, readCase, readCaseAccess, searchCases } from '@alongside/shared/cases/contract'
import type { Contract } from '@alongside/shared/contract'
import { askEmergencyAccess } from '@alongside/shared/emergency-access/contract'
import {
  closeCaseToPerson,
  endExclusion,
  listExclusions,
  reviewExclusion,
  standAside,
} from '@alongside/shared/exclusions/contract'
import { answerLeftWork, listLeftWork } from '@alongside/shared/leaving/contract'
import { readReferral } from '@alongside/shared/referrals/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenListed } from '../../test/given.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, rows } = world
const meetings = await givenMeetings(world)
const refusal = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
  refusalOf(world, ['case_exclusions', 'sharing_grants'], as[who], operation, call)
const gone = [404, 'not_found']

async function listed() {
  const { caseId, id: referralId } = await givenListed(world)
  return { caseId: caseId!, referralId, params: { caseId: caseId! } }
}
const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]!.id
const closing = async (who: PersonName, agency: keyof typeof agencies, told: boolean) => ({
  ...{ accountId: await accountOf(who), agencyId: agencies[agency], told },
  ...{ knows: 'who_harms' as const, words: 'He is her brother-in-law.' },
})
const waits = async (who: PersonName, id: string) =>
  (await done(as[who], readMyWork)).exclusionsToReview.some((one) => one.id === id)
const told = async (who: PersonName, kind: string, subjectId: string) =>
  (await done(as[who], listNotifications)).items.filter(
    (one) => one.kind === kind && one.subjectId === subjectId,
  ).length

it('HRM-1 who stands aside reads nothing of the case from then on, nor finds it; her agency goes on as before', async () => {
  const { params, caseId, referralId } = await listed()
  const { reference } = await done(as.midwife, readCase, { params })
  await done(as.midwife, standAside, { params, body: { knows: 'her', words: 'We went to school together.' } })
  for (const operation of [readCase, readCaseAccess] as const)
    expect(await refusal('midwife', operation, { params })).toEqual(gone)
  expect(await refusal('midwife', readReferral, { params: { referralId } })).toEqual(gone)
  expect((await done(as.midwife, listCases)).items.map(({ id }) => id)).not.toContain(caseId)
  const found = await done(as.midwife, searchCases, { body: { q: reference } })
  expect(JSON.stringify(found)).not.toContain(caseId)
  expect(await refusal('midwife', standAside, { params, body: { knows: 'her' } })).toEqual(gone)
  const emergency = { body: { ...askEmergencyAccess.example, reference } }
  expect((await refusal('midwife', askEmergencyAccess, emergency)).slice(0, 2)).toEqual(gone)
  expect(await done(as.health, readCase, { params })).toMatchObject({ id: caseId })
  await world.runJobs()
  expect(await told('health', 'somebody_stands_aside', caseId)).toBe(1)
  expect(await told('coordinator', 'somebody_stands_aside', caseId)).toBe(1)
  const { items } = await done(as.health, listExclusions, { params })
  expect(items).toMatchObject([{ name: 'Bernie Cole', knows: 'her', told: true, herself: true }])
})

it('HRM-1 a lead closes a case to her own people alone; nobody to herself, nor the chair to others than a sole coordinator', async () => {
  const { params } = await listed()
  const close = async (who: PersonName, whom: PersonName, agency: keyof typeof agencies, isTold = true) =>
    refusal(who, closeCaseToPerson, { params, body: await closing(whom, agency, isTold) })
  expect(await close('health', 'lettings', 'housing')).toEqual([409, 'exclusion.of_another'])
  expect(await close('health', 'health', 'health')).toEqual([409, 'exclusion.own'])
  expect(await close('chair', 'midwife', 'health')).toEqual([409, 'exclusion.of_another'])
  expect(await close('coordinator', 'chair', 'lantern', false)).toEqual([409, 'exclusion.chair_is_told'])
  expect(await close('health', 'lettings', 'health')).toEqual([422, 'reference.unknown'])
  expect(await close('midwife', 'midwife', 'health')).toEqual([403, 'access.not_permitted'])
  expect(await close('police', 'constable', 'police')).toEqual(gone)
  const closed = { params, body: await closing('coordinator', 'lantern', false) }
  const { id } = await done(as.chair, closeCaseToPerson, closed)
  expect(await refusal('coordinator', readCase, { params })).toEqual(gone)

  // Nobody looks at what she closed herself: here another agency that reads the case does.
  const review = {
    ...{ params: { exclusionId: id }, version: 1 },
    body: { review: 'stands' as const, words: 'It is well so.' },
  }
  await world.runJobs()
  expect(await refusal('chair', reviewExclusion, review)).toEqual([409, 'exclusion.not_chair'])
  expect([await told('chair', 'exclusion_to_review', params.caseId), await waits('chair', id)]).toEqual([
    0,
    false,
  ])
  expect([await told('health', 'exclusion_to_review', params.caseId), await waits('health', id)]).toEqual([
    1,
    true,
  ])
  expect(await refusal('police', reviewExclusion, review)).toEqual(gone)
  expect(await done(as.health, reviewExclusion, review)).toMatchObject({
    reviewed: { by: 'Dr. Ruth Amadi', review: 'stands' },
    mineToReview: false,
  })
})

it('HRM-1 where the chair stands aside, or has not looked in time, another hears of it and looks', async () => {
  const { params, caseId } = await listed()
  const closed = { params, body: await closing('midwife', 'health', false) }
  const { id } = await done(as.health, closeCaseToPerson, closed)
  await world.runJobs()
  expect([await waits('chair', id), await waits('coordinator', id)]).toEqual([true, false])
  await done(as.chair, standAside, { params, body: { knows: 'who_harms' } })
  await world.runJobs()
  await world.runJobs()
  expect([await waits('chair', id), await waits('coordinator', id)]).toEqual([false, true])
  expect(await told('coordinator', 'exclusion_to_review', caseId)).toBe(1)
  const body = { review: 'opened_again' as const, words: 'It was another man.' }
  const review = { params: { exclusionId: id }, version: 1, body }
  expect(await done(as.coordinator, reviewExclusion, review)).toMatchObject({
    ended: { words: body.words },
  })
})

it('HRM-1 an untold one is known to who closed it and the chair, who looks at it within five working days', async () => {
  const { params, caseId } = await listed()
  const exclusion = await done(as.health, closeCaseToPerson, {
    params,
    body: await closing('midwife', 'health', false),
  })
  expect(exclusion.reviewDueAt).toBe('2026-03-09T23:59:59Z')
  await world.runJobs()
  expect(await told('midwife', 'case_closed_to_you', caseId)).toBe(0)
  expect((await done(as.midwife, listNotifications)).items.map(({ kind }) => kind)).not.toContain(
    'case_closed_to_you',
  )
  expect(await told('chair', 'exclusion_to_review', caseId)).toBe(1)
  expect((await done(as.housing, listExclusions, { params })).items).toEqual([])
  const colleague = (await done(as.outreach, readCaseAccess, { params })).items
  expect(colleague.map(({ action }) => action)).not.toContain('exclusion.closed')
  const { timeline } = await done(as.housing, readCase, { params })
  expect(timeline.map(({ subject }) => subject)).not.toContain('case_exclusion')

  const at = { params: { exclusionId: exclusion.id }, version: 1 }
  const body = { review: 'stands' as const, words: 'It is well so.' }
  expect(await refusal('health', reviewExclusion, { ...at, body })).toEqual([409, 'exclusion.not_chair'])
  world.clock.set('2026-03-10T00:00:00Z')
  await world.runJobs()
  expect(await told('chair', 'exclusion_review_late', caseId)).toBe(1)
  const reviewed = await done(as.chair, reviewExclusion, { ...at, body: { ...body, review: 'told' } })
  expect(reviewed).toMatchObject({ told: true, reviewed: { review: 'told' } })
  await world.runJobs()
  expect(await told('midwife', 'case_closed_to_you', caseId)).toBe(1)
  expect(await refusal('chair', reviewExclusion, { ...at, version: 2, body })).toEqual([
    409,
    'exclusion.reviewed',
  ])
})

it('HRM-1 opened again, the case is there as before', async () => {
  const { params } = await listed()
  const { id } = await done(as.health, closeCaseToPerson, {
    params,
    body: await closing('midwife', 'health', true),
  })
  expect(
    await refusal('health', closeCaseToPerson, { params, body: await closing('midwife', 'health', true) }),
  ).toEqual([409, 'exclusion.stands'])
  expect(await refusal('midwife', readCase, { params })).toEqual(gone)
  const call = { params: { exclusionId: id }, body: { words: 'It was another man.' }, version: 1 }
  expect(await refusal('housing', endExclusion, call)).toEqual(gone)
  await done(as.health, endExclusion, call)
  expect((await as.midwife(readCase, { params })).status).toBe(200)
  expect(await refusal('health', endExclusion, { ...call, version: 2 })).toEqual([409, 'exclusion.ended'])
})

it('HRM-1 what was closed to somebody untold is not opened again by his own agency alone: by the chair, a coordinator of another agency, or who looked at it', async () => {
  const words = 'It was another man.'
  const { params, caseId } = await listed()
  const closed = async (by: PersonName, who: PersonName, agency: keyof typeof agencies) => ({
    params: {
      exclusionId: (
        await done(as[by], closeCaseToPerson, { params, body: await closing(who, agency, false) })
      ).id,
    },
    ...{ body: { words }, version: 1 },
  })
  const shown = async (who: PersonName, id: string) =>
    (await done(as[who], listExclusions, { params })).items.find((one) => one.id === id)?.mineToEnd
  // Whoever closed it: his lead may be leant upon, or be his friend.
  for (const by of ['health', 'coordinator'] as const) {
    const call = await closed(by, 'midwife', 'health')
    expect(await shown('health', call.params.exclusionId)).toBe(false)
    expect(await refusal('health', endExclusion, call)).toEqual([409, 'exclusion.not_yours_to_end'])
    expect(await refusal('midwife', readCase, { params })).toEqual(gone)
    expect(await shown('coordinator', call.params.exclusionId)).toBe(true)
    await done(as.coordinator, endExclusion, call)
  }
  // Of the coordinating agency's own people no more than of any other's.
  const own = await closed('coordinator', 'outreach', 'lantern')
  expect(await refusal('coordinator', endExclusion, own)).toEqual([409, 'exclusion.not_yours_to_end'])
  await done(as.chair, endExclusion, own)
  // Once it was looked at, and stands, it is no other's.
  const stands = await closed('health', 'midwife', 'health')
  await done(as.chair, reviewExclusion, {
    ...stands,
    body: { review: 'stands', words: 'He is her brother.' },
  })
  expect(await refusal('health', endExclusion, { ...stands, version: 2 })).toEqual([
    409,
    'exclusion.not_yours_to_end',
  ])
  await done(as.chair, endExclusion, { ...stands, version: 2 })
  // Told, it is the lead's.
  const told = await closed('health', 'midwife', 'health')
  await done(as.chair, reviewExclusion, { ...told, body: { review: 'told', words: 'He may know.' } })
  await done(as.health, endExclusion, { ...told, version: 2 })
  expect(await rows('SELECT FROM case_exclusions WHERE case_id = $1 AND ended_at IS NULL', [caseId])).toEqual(
    [],
  )
})

it('HRM-1 her open work on the case goes to who leads her agency', async () => {
  const item = await meetings.listed()
  await meetings.open(item.meetingId)
  const action = await meetings.agree(item)
  await rows('UPDATE actions SET owner_account_id = $2 WHERE id = $1', [
    action.id,
    await accountOf('lettings'),
  ])
  const params = { caseId: item.caseId }
  await done(as.lettings, standAside, { params, body: { knows: 'who_harms' } })
  expect(await refusal('lettings', readAction, { params: { actionId: action.id } })).toEqual(gone)
  expect((await done(as.lettings, listActions)).items.map(({ id }) => id)).not.toContain(action.id)
  const left = await done(as.housing, listLeftWork)
  expect(left.items.find(({ id }) => id === action.id)).toMatchObject({
    kind: 'action',
    leaverName: 'Lee Park',
    standsAside: true,
  })
  const [place] = await rows<{ id: string }>(
    `SELECT m.id FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE a.email = $1 AND m.ended_at IS NULL`,
    [emailOf('housing')],
  )
  await done(as.housing, answerLeftWork, {
    params: { leftWorkId: action.id },
    body: { answer: 'handed_over', toMembershipId: place!.id },
  })
  expect((await done(as.housing, listLeftWork)).items.map(({ id }) => id)).not.toContain(action.id)
})
