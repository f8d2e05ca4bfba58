import { listAgendaCandidates, listCarriedCase } from '@alongside/shared/agenda/contract'
import { readCase } from '@alongside/shared/cases/contract'
import { liftHold, recordDeath } from '@alongside/shared/cases/holding-contract'
import { joinFiles, undoJoin } from '@alongside/shared/cases/joining-contract'
import { readPaper } from '@alongside/shared/documents/contract'
import { readMeeting } from '@alongside/shared/meetings/contract'
import { readMinutesDraft } from '@alongside/shared/minutes/contract'
import { acceptReferral, takeBackTriage, withdrawReferral } from '@alongside/shared/referrals/contract'
import { callItem, deferItem, startItem } from '@alongside/shared/room/contract'
import { readMyWork } from '@alongside/shared/work/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

// REF-3: what a hold takes off an agenda, and where that is once it is lifted.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock, owner } = world
const meetings = await givenMeetings(world)
const { coming, listed, refusal } = meetings

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await meetings.startOver()
})

const hold = async (caseId: string) =>
  (await done(as.outreach, recordDeath, { params: { caseId }, body: { knownBy: 'The hospital rang' } })).id
const lift = (holdId: string) =>
  done(as.coordinator, liftHold, { params: { holdId }, body: { reason: 'It was another woman' } })
const standsOn = (caseId: string) =>
  rows<{ meeting_id: string; id: string }>(
    `SELECT meeting_id, id FROM agenda_items WHERE case_id = $1 AND state = 'listed'`,
    [caseId],
  )
const referralOf = async ({ referralId }: ListedCase) =>
  (await rows('SELECT state, meeting_id FROM referrals WHERE id = $1', [referralId]))[0]
const toListAgain = async (who: 'coordinator' | 'police' = 'coordinator') =>
  (await done(as[who], readMyWork)).toListAgain
const candidates = async (meetingId: string) =>
  (await done(as.coordinator, listAgendaCandidates, { params: { meetingId } })).items
const join = async (caseId: string, joinedCaseId: string) =>
  (
    await done(as.coordinator, joinFiles, {
      params: { caseId },
      body: { joinedCaseId, reason: 'The same birthday' },
    })
  ).id
const begin = ({ itemId }: ListedCase) => done(as.chair, startItem, { params: { itemId }, body: {} })
const putOff = async (item: ListedCase) =>
  done(as.chair, deferItem, {
    params: { itemId: item.itemId },
    version: (await meetings.itemOf(item)).version,
    body: { reason: 'We heard that she has died' },
  })

it('REF-3 REF-11 a hold that was a mistake: lifted, she stands on the same agenda again, and her history says so', async () => {
  const item = await listed()
  const holdId = await hold(item.caseId)
  expect(await standsOn(item.caseId)).toEqual([])
  expect(await candidates(item.meetingId)).toEqual([])
  expect(await toListAgain()).toEqual([])
  clock.set('2026-03-02T10:00:00Z')
  await lift(holdId)
  expect(await standsOn(item.caseId)).toEqual([{ meeting_id: item.meetingId, id: item.itemId }])
  expect(await referralOf(item)).toEqual({ state: 'listed', meeting_id: item.meetingId })
  expect(await toListAgain()).toEqual([])
  const { timeline } = await done(as.outreach, readCase, { params: { caseId: item.caseId } })
  expect(timeline.filter(({ subject }) => subject === 'agenda_item')).toMatchObject([
    { from: 'listed', to: 'resting' },
    { from: 'resting', to: 'listed' },
  ])
})

it('REF-3 lifted after that meeting she comes onto the next that has a place, with her referral', async () => {
  const item = await listed()
  const holdId = await hold(item.caseId)
  await meetings.open(item.meetingId)
  await meetings.close(item.meetingId)
  clock.set('2026-03-13T09:00:00Z')
  const [next, after] = [await coming(1), await coming(2)]
  const filled = await rows<{ id: string }>(
    `WITH many AS (INSERT INTO cases (partnership_id, id, reference, agency_id, data_key_id, identity, name_tokens, opened_at)
        SELECT partnership_id, gen_random_uuid(), 'EM-2020-' || lpad(n::text, 6, '0'), agency_id, data_key_id, identity, name_tokens, opened_at
          FROM cases, generate_series(1, 200) n WHERE id = $1 RETURNING partnership_id, id)
      INSERT INTO agenda_items (partnership_id, id, meeting_id, case_id, light, minutes, listed_at, arranged_at)
        SELECT partnership_id, gen_random_uuid(), $2, id, 'green', 5, $3, $3 FROM many RETURNING case_id AS id`,
    [item.caseId, next, clock.now()],
  )
  expect(filled).toHaveLength(200)
  await lift(holdId)
  expect(await standsOn(item.caseId)).toMatchObject([{ meeting_id: after }])
  expect(await referralOf(item)).toEqual({ state: 'listed', meeting_id: after })
  await rows('DELETE FROM agenda_items WHERE case_id = ANY ($1)', [filled.map(({ id }) => id)])
  await rows('DELETE FROM cases WHERE id = ANY ($1)', [filled.map(({ id }) => id)])
})

it('REF-3 where no meeting is to come it is the coordinator’s work, who lists her again', async () => {
  const item = await listed()
  const holdId = await hold(item.caseId)
  await rows(`UPDATE meetings SET state = 'closed'`)
  await lift(holdId)
  expect(await standsOn(item.caseId)).toEqual([])
  expect(await toListAgain()).toMatchObject([{ caseId: item.caseId, light: 'red', nextMeetingId: null }])
  expect(await toListAgain('police')).toEqual([])
  const next = await coming(1)
  await rows(`UPDATE meetings SET state = 'planned' WHERE id = $1`, [next])
  expect(await toListAgain()).toMatchObject([{ caseId: item.caseId, nextMeetingId: next }])
  expect(await candidates(next)).toMatchObject([
    { caseId: item.caseId, toListAgain: true, runningActions: 0 },
  ])
  const call = { params: { meetingId: next }, body: { caseId: item.caseId } }
  await done(as.coordinator, listCarriedCase, call)
  expect(await standsOn(item.caseId)).toMatchObject([{ meeting_id: next }])
  expect(await referralOf(item)).toEqual({ state: 'listed', meeting_id: next })
  expect([await toListAgain(), await candidates(next)]).toEqual([[], []])
  expect(await refusal('coordinator', listCarriedCase, call)).toEqual([409, 'agenda.case_listed'])
})

it('REF-3 what was withdrawn while she was held does not come back', async () => {
  const item = await listed()
  const holdId = await hold(item.caseId)
  const [{ version } = { version: 0 }] = await rows<{ version: number }>(
    'SELECT version FROM referrals WHERE id = $1',
    [item.referralId],
  )
  await done(as.outreach, withdrawReferral, {
    params: { referralId: item.referralId },
    version,
    body: { reason: 'She does not want it' },
  })
  await lift(holdId)
  expect(await standsOn(item.caseId)).toEqual([])
  expect(await toListAgain()).toEqual([])
})

it('REF-3 REF-10 joined to a file that is held, a listed file leaves its agenda and cannot be begun; parted, it comes back', async () => {
  const held = await listed({ agrees: ['lantern', 'health'] })
  const other = await listed({ agrees: ['lantern', 'housing'] })
  await hold(held.caseId)
  expect(await standsOn(other.caseId)).toHaveLength(1)
  const joinId = await join(held.caseId, other.caseId)
  expect(await standsOn(other.caseId)).toEqual([])
  // ACC-6: of the hold on a file that housing may not see, its own file's line says nothing.
  const { agenda } = await done(as.housing, readMeeting, { params: { meetingId: other.meetingId } })
  expect(agenda.find(({ caseId }) => caseId === other.caseId)).toMatchObject({
    ...{ takenOff: true, takenOffBecause: null, otherFiles: [] },
  })
  await meetings.open(other.meetingId)
  expect(await refusal('chair', startItem, { params: { itemId: other.itemId }, body: {} })).toEqual([
    409,
    'item.closed',
  ])
  await done(as.coordinator, undoJoin, { params: { joinId }, body: { reason: 'She has a sister' } })
  expect(await standsOn(other.caseId)).toMatchObject([{ meeting_id: other.meetingId }])
  expect(await standsOn(held.caseId)).toEqual([])
})

it('REF-3 MTG-3 held while she is spoken of: not begun again, put off onto no agenda, the meeting closes, and lifted she is on the next', async () => {
  const item = await listed()
  const another = await listed()
  await meetings.open(item.meetingId)
  await begin(item)
  const holdId = await hold(item.caseId)
  expect(await standsOn(item.caseId)).toHaveLength(1)
  await begin(another)
  expect(await refusal('chair', startItem, { params: { itemId: item.itemId }, body: {} })).toEqual([
    409,
    'case.held',
  ])
  expect(await putOff(item)).toMatchObject({
    state: 'deferred',
    deferredFor: 'We heard that she has died',
    putOffTo: null,
    takenOff: false,
  })
  expect(await rows(`SELECT data FROM outbox_events WHERE type = 'item.deferred'`)).toMatchObject([
    { data: { agendaItemId: item.itemId, nextMeetingId: null } },
  ])
  expect(await rows('SELECT FROM agenda_items WHERE case_id = $1', [item.caseId])).toHaveLength(1)
  await meetings.discuss(another)
  await meetings.close(item.meetingId)
  expect((await done(as.chair, readMeeting, { params: { meetingId: item.meetingId } })).state).toBe('closed')
  clock.set('2026-03-13T09:00:00Z')
  await lift(holdId)
  expect(await standsOn(item.caseId)).toMatchObject([{ meeting_id: await coming(1) }])
  expect(await referralOf(item)).toEqual({ state: 'listed', meeting_id: await coming(1) })
})

it('MTG-3 MTG-8 «put off» in papers and minutes is what was put off, and not what a hold, a withdrawal or a triage taken back took off', async () => {
  const [put, held, withdrawn] = [await listed(), await listed(), await listed()]
  const { id: referralId, version } = await givenSubmitted(world, {})
  const slip = await done(as.coordinator, acceptReferral, {
    params: { referralId },
    version,
    body: { meetingId: put.meetingId, exceptional: { reason: 'He is looking for her' } },
  })
  await done(as.coordinator, takeBackTriage, { params: { referralId }, version: slip.version, body: {} })
  await hold(held.caseId)
  const [row] = await rows<{ version: number }>('SELECT version FROM referrals WHERE id = $1', [
    withdrawn.referralId,
  ])
  await done(as.outreach, withdrawReferral, {
    params: { referralId: withdrawn.referralId },
    version: row!.version,
    body: { reason: 'She does not want it' },
  })
  await meetings.open(put.meetingId)
  const { caseReference } = await putOff(put)
  for (const kind of ['agenda', 'pack'] as const) {
    const paper = await done(as.chair, readPaper, { params: { meetingId: put.meetingId }, query: { kind } })
    expect([paper.items, paper.putOff.map(({ reference }) => reference)]).toEqual([[], [caseReference]])
  }
  await meetings.close(put.meetingId)
  const draft = await done(as.chair, readMinutesDraft, { params: { meetingId: put.meetingId } })
  expect(draft.items.map((item) => item.caseReference)).toEqual([caseReference])
})

/** Waits until so many are waiting for a lock of another. */
const waiting = (count: number) =>
  expect
    .poll(
      async () =>
        (
          await rows(
            `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          )
        ).length,
    )
    .toBe(count)

it('REF-3 a case that is called and begun while it is held waits for the hold and is refused: neither is ended by Postgres', async () => {
  const item = await listed()
  await meetings.open(item.meetingId)
  const call = { params: { itemId: item.itemId }, body: {} }
  await done(as.chair, callItem, call)
  const stop = await owner.connect()
  await stop.query('BEGIN')
  await stop.query('SELECT FROM agenda_items WHERE id = $1 FOR UPDATE', [item.itemId])
  // The hold is first, and stopped at her item; then the room goes on to it.
  const recorded = hold(item.caseId)
  await waiting(1)
  const beginning = as.chair(startItem, call)
  await waiting(2)
  // Both wait for the end of another's transaction: the hold for the one that stops it, the room for the hold, at the meeting. Where it waited in the
  // queue for the item ('tuple'), it had the meeting that the hold comes to, and Postgres would end one of the two.
  const waits = await rows<{ event: string }>(
    `SELECT wait_event AS event FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  )
  expect(waits.map(({ event }) => event)).toEqual(['transactionid', 'transactionid'])
  await stop.query('COMMIT')
  stop.release()
  await recorded
  expect((await beginning).status).toBe(409)
  expect(await standsOn(item.caseId)).toEqual([])
})

it('REF-3 REF-10 held on one file while the other is listed at the same moment: whichever is first, she stands on no agenda', async () => {
  const file = await listed({ agrees: ['lantern', 'health'] })
  const other = await givenSubmitted(world, { agrees: ['lantern', 'housing'] })
  await join(file.caseId, other.caseId!)
  const accepting = {
    params: { referralId: other.id },
    version: other.version,
    body: { meetingId: file.meetingId, exceptional: { reason: 'He is looking for her' } },
  }
  // Listing is first, and stopped before its end.
  const stop = await owner.connect()
  await stop.query('BEGIN')
  await stop.query('SELECT FROM referral_recipients WHERE referral_id = $1 FOR UPDATE', [other.id])
  const accepted = as.coordinator(acceptReferral, accepting)
  await waiting(1)
  const recorded = hold(file.caseId)
  await Promise.race([recorded, waiting(2)])
  await stop.query('COMMIT')
  expect((await accepted).status).toBe(200)
  const holdId = await recorded
  expect([await standsOn(other.caseId!), await standsOn(file.caseId)]).toEqual([[], []])

  // The hold is first: what would bring the same item back waits for it, and is refused.
  await rows(
    'UPDATE case_holds SET (lifted_at, lifted_by, lifted_reason) = (held_at, held_by, reason) WHERE id = $1',
    [holdId],
  )
  await stop.query('BEGIN')
  await stop.query(
    'UPDATE case_holds SET (lifted_at, lifted_by, lifted_reason) = (NULL, NULL, NULL) WHERE id = $1',
    [holdId],
  )
  const listing = as.coordinator(listCarriedCase, {
    params: { meetingId: file.meetingId },
    body: { caseId: file.caseId },
  })
  await waiting(1)
  await stop.query('COMMIT')
  stop.release()
  const { status, body } = await listing
  expect([status, body]).toMatchObject([409, { code: 'case.held' }])
  expect(await standsOn(file.caseId)).toEqual([])
})
