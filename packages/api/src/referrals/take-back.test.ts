import type { Contract } from '@alongside/shared/contract'
import {
  acceptReferral,
  declineReferral,
  listReferrals,
  readReferral,
  respondToReferral,
  returnReferral,
  saveReferral,
  submitReferral,
  takeBackTriage,
} from '@alongside/shared/referrals/contract'
import type { Referral } from '@alongside/shared/referrals/schema'
import { recordNotification } from '@alongside/shared/safeguarding/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { givenCalendar, givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

const monday = '2026-03-02T09:00:00Z'
const world = await openEastmarsh(monday)
const { as, agencies, clock, rows } = world
await givenCalendar(world)
beforeEach(() => clock.set(monday))

const at = ({ id, version }: Referral) => ({ params: { referralId: id }, version })
const refused = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
  refusalOf(world, ['referrals', 'referral_recipients', 'agenda_items'], as[who], operation, call)
const submitted = () =>
  givenSubmitted(world, { answers: { addressedTo: { meeting: true, agencies: [agencies.housing] } } })
const items = ({ caseId }: Referral) =>
  rows<{ state: string }>('SELECT state FROM agenda_items WHERE case_id = $1', [caseId])
const meetingOf = ({ recipients }: Referral) => recipients.find(({ forMeeting }) => forMeeting)

const decisions = {
  accepted: (one: Referral) => done(as.coordinator, acceptReferral, { ...at(one), body: {} }),
  returned: (one: Referral) =>
    done(as.coordinator, returnReferral, { ...at(one), body: { asks: 'Who decided?' } }),
  declined: (one: Referral) =>
    done(as.coordinator, declineReferral, { ...at(one), body: { reason: 'One agency can carry this' } }),
}

describe('REF-11 what triage decides', () => {
  it.each(Object.entries(decisions))(
    '%s is taken back within ten minutes: the referral waits as before, and the referrer is told',
    async (_, decide) => {
      const before = await submitted()
      const decided = await decide(before)
      expect(decided.undoUntil).toBe('2026-03-02T09:10:00Z')
      clock.set('2026-03-02T09:09:59Z')
      const after = await done(as.coordinator, takeBackTriage, at(decided))
      expect(after).toMatchObject({
        state: 'submitted',
        meetingId: before.meetingId,
        exceptional: before.exceptional,
        returnedFor: null,
        dueAt: before.dueAt,
        undoUntil: null,
        unhelpedAt: null,
      })
      expect(meetingOf(after)).toEqual(meetingOf(before))
      expect((await items(after)).every(({ state }) => state === 'deferred')).toBe(true)
      expect((await done(as.coordinator, readMyWork)).toTriage.map(({ id }) => id)).toContain(after.id)
      await world.runJobs()
      const { items: told } = await done(as.outreach, listNotifications)
      expect(
        told.filter(({ kind, subjectId }) => kind === 'referral_taken_back' && subjectId === after.id),
      ).toHaveLength(1)
      expect((await decisions.accepted(after)).state).toBe('listed')
      expect(await items(after)).toEqual([{ state: 'listed' }])
    },
  )

  it.each(Object.entries(decisions))('%s is not taken back after ten minutes', async (_, decide) => {
    const decided = await decide(await submitted())
    clock.set('2026-03-02T09:10:00Z')
    expect(await refused('coordinator', takeBackTriage, at(decided))).toEqual([409, 'referral.acted_on'])
  })

  it('is not taken back once somebody acted on it, nor by anybody but who triages', async () => {
    const returned = await decisions.returned(await submitted())
    expect(await refused('outreach', takeBackTriage, at(returned))).toEqual([403, 'access.not_permitted'])
    const saved = await done(as.outreach, saveReferral, {
      ...at(returned),
      body: { answers: { referrer: { phone: '01632 960100', knowsHer: 'For two years' } } },
    })
    expect(saved.undoUntil).toBeNull()
    expect(await refused('coordinator', takeBackTriage, at(saved))).toEqual([409, 'referral.acted_on'])

    const accepted = await decisions.accepted(await submitted())
    const answered = await done(as.housing, respondToReferral, {
      ...at(accepted),
      body: { response: 'accepted', worker: 'Sam Osei' },
    })
    expect(await refused('coordinator', takeBackTriage, at(answered))).toEqual([409, 'referral.acted_on'])
    expect(await refused('coordinator', takeBackTriage, at(await submitted()))).toEqual([
      409,
      'referral.wrong_state',
    ])
  })

  it('is not taken back where it joined two files', async () => {
    const known = await decisions.accepted(await submitted())
    const again = await submitted()
    const joined = await done(as.coordinator, acceptReferral, {
      ...at(again),
      body: { sameAsCaseId: known.caseId ?? '', escalation: 'He found her' },
    })
    expect(joined.undoUntil).toBeNull()
    expect(await refused('coordinator', takeBackTriage, at(joined))).toEqual([409, 'referral.acted_on'])
  })
})

it('REF-5 a returned referral rests the coordinator’s clock: nothing warns or escalates, and it begins anew when it comes again', async () => {
  const returned = await decisions.returned(await submitted())
  clock.set('2026-03-03T09:00:00Z')
  await world.runJobs()
  const told = async (kind: string) =>
    (await done(as.coordinator, listNotifications)).items.filter(
      (one) => one.kind === kind && one.subjectId === returned.id,
    ).length
  expect([
    await told('response_clock_nearly_out'),
    (await done(as.coordinator, readMyWork)).toTriage,
  ]).toEqual([0, expect.not.arrayContaining([expect.objectContaining({ id: returned.id })])])
  const again = await done(as.outreach, submitReferral, at(returned))
  expect(again.dueAt).toBe('2026-03-03T13:00:00Z')
})

it('SAF-1 SAF-2 a child at risk stands on the referral, in the row and in the coordinator’s work, until it is recorded that they were told', async () => {
  const { id } = await givenSubmitted(world, {
    answers: {
      children: { hasChildren: 'yes', atRisk: 'yes', risk: 'Her son, 6, stays at the flat' },
      addressedTo: { meeting: true, agencies: [agencies.housing] },
    },
  })
  const params = { referralId: id }
  const shown = async (who: PersonName) => {
    const { safeguarding } = await done(as[who], readReferral, { params })
    const { items: list } = await done(as[who], listReferrals)
    return [safeguarding.map(({ kind }) => kind), list.find((one) => one.id === id)?.safeguarding]
  }
  const work = async () => (await done(as.coordinator, readMyWork)).safeguarding
  for (const who of ['outreach', 'housing', 'coordinator'] as const)
    expect([who, await shown(who)]).toEqual([who, [['child'], ['child']]])
  const [{ id: notificationId, version } = { id: '', version: 0 }] = await work()
  expect((await done(as.housing, readMyWork)).safeguarding).toEqual([])
  await done(as.outreach, recordNotification, {
    params: { notificationId },
    version,
    body: { toldAt: monday, receiver: 'Front door', reference: 'CSC-88213' },
  })
  expect(await shown('coordinator')).toEqual([[], []])
  expect(await work()).toEqual([])
})
