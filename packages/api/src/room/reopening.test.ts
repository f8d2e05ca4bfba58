import { agreeInvitation, proposeGuest } from '@alongside/shared/guests/contract'
import { closeMeeting, readMeeting } from '@alongside/shared/meetings/contract'
import { readReferral } from '@alongside/shared/referrals/contract'
import * as room from '@alongside/shared/room/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock } = world
const { refusal, listed, open, itemOf, discuss, startOver, coming } = await givenMeetings(world)

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await rows('DELETE FROM sharing_grants WHERE guest_invitation_id IS NOT NULL')
  await rows('DELETE FROM guest_invitations')
  await startOver()
})

const guest = {
  ...{ name: 'Noor Aziz', email: 'noor@refuge.example' },
  ...{ organisation: 'Refuge', why: 'Her advocate' },
}
const body = { reason: 'The wrong case was closed.' }
const again = async (item: ListedCase) => ({
  params: { itemId: item.itemId },
  version: (await itemOf(item)).version,
  body,
})
const referralOf = async ({ referralId }: ListedCase) => {
  const { state, meetingId } = await done(as.coordinator, readReferral, { params: { referralId } })
  return { state, meetingId }
}

it('MTG-7 a case that was discussed by a slip is begun again, on record: its referral and the file are as before', async () => {
  const item = await listed()
  await open(item.meetingId)
  await done(as.chair, room.startItem, { params: { itemId: item.itemId }, body: {} })
  await discuss(item)
  expect(await referralOf(item)).toMatchObject({ state: 'discussed' })
  clock.set('2026-03-02T09:05:00Z')
  expect(await refusal('housing', room.reopenItem, await again(item))).toEqual([403, 'access.not_permitted'])
  expect(await done(as.chair, room.reopenItem, await again(item))).toMatchObject({ state: 'listed' })
  expect(await referralOf(item)).toEqual({ state: 'listed', meetingId: item.meetingId })
  expect(await rows('SELECT last_discussed_at FROM cases WHERE id = $1', [item.caseId])).toEqual([
    { last_discussed_at: null },
  ])
  const meeting = await done(as.chair, readMeeting, { params: { meetingId: item.meetingId } })
  expect(meeting).toMatchObject({ currentItemId: null, agenda: [{ state: 'listed' }] })
  expect(
    await rows(
      `SELECT field, new_value FROM history WHERE subject = 'agenda_item' AND reason IS NOT NULL ORDER BY at DESC LIMIT 1`,
    ),
  ).toEqual([{ field: 'state', new_value: 'listed' }])
  expect(await refusal('chair', room.reopenItem, await again(item))).toEqual([409, 'item.not_ended'])
  await discuss(item)
  const closing = { params: { meetingId: item.meetingId }, body: {} }
  await done(as.chair, closeMeeting, { ...closing, version: 2 })
  expect(await refusal('chair', room.reopenItem, await again(item))).toEqual([409, 'meeting.wrong_state'])
})

it('MTG-7 MTG-3 a case that was put off by a slip leaves the later agenda, as often as it is', async () => {
  const item = await listed()
  await open(item.meetingId)
  const later = await coming(1)
  const putOff = async () =>
    done(as.chair, room.deferItem, {
      params: { itemId: item.itemId },
      body: { reason: 'Later' },
      version: (await itemOf(item)).version,
    })
  await putOff()
  expect(await referralOf(item)).toEqual({ state: 'listed', meetingId: later })
  expect(await done(as.chair, room.reopenItem, await again(item))).toMatchObject({
    state: 'listed',
    deferredFor: null,
    putOffTo: null,
  })
  expect(await referralOf(item)).toEqual({ state: 'listed', meetingId: item.meetingId })
  const { agenda } = await done(as.coordinator, readMeeting, { params: { meetingId: later } })
  expect(agenda).toMatchObject([{ takenOff: true, takenOffBecause: 'put_off_by_slip' }])

  // Put off by somebody who meant it, it comes there again.
  clock.set('2026-03-02T09:10:00Z')
  await putOff()
  expect(await referralOf(item)).toEqual({ state: 'listed', meetingId: later })
  await done(as.chair, room.reopenItem, await again(item))
  expect(await referralOf(item)).toEqual({ state: 'listed', meetingId: item.meetingId })
})

it('GST-1 ACC-9 the guest of a case that is spoken of again is let in again; whoever stepped out steps out anew', async () => {
  const item = await listed({ agrees: ['lantern', 'health'], refuses: ['housing'] })
  const { id, version } = await done(as.health, proposeGuest, {
    params: { itemId: item.itemId },
    body: guest,
  })
  const agreed = await as.coordinator(agreeInvitation, { params: { invitationId: id }, version, body: {} })
  expect(agreed.status).toBeLessThan(300)
  await open(item.meetingId)
  const standing = () =>
    rows<{ open: boolean }>(
      `SELECT m.ended_at IS NULL AND g.until_at IS NULL AS open FROM guest_invitations v JOIN memberships m ON m.id = v.membership_id
        JOIN sharing_grants g ON g.guest_invitation_id = v.id WHERE v.id = $1`,
      [id],
    )
  const params = { itemId: item.itemId }
  const { stepOut } = await itemOf(item)
  const people = stepOut.map(({ accountId }) => accountId)
  expect(people.length).toBeGreaterThan(0)
  await done(as.chair, room.confirmSteppedOut, { params, body: { people } })
  await done(as.chair, room.startItem, { params, body: {} })
  await discuss(item)
  expect(await standing()).toEqual([{ open: false }])
  await done(as.chair, room.reopenItem, await again(item))
  expect(await standing()).toEqual([{ open: true }])
  expect(await refusal('chair', room.startItem, { params, body: {} })).toEqual([409, 'item.must_step_out'])
})
