import {
  giveApologies,
  type MeetingAttendance,
  readAttendance,
  readAttendanceYear,
  recordPaperSignature,
  withdrawApologies,
} from '@alongside/shared/attendance/contract'
import type { Contract } from '@alongside/shared/contract'
import { closeMeeting, readMeeting } from '@alongside/shared/meetings/contract'
import { readItem } from '@alongside/shared/room/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { emailOf } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

const world = await openEastmarsh('2026-03-12T09:00:00Z')
const { as, rows, agencies, clock } = world
const meetings = await givenMeetings(world)
const refusal = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
  refusalOf(world, ['apologies', 'meeting_signatures'], as[who], operation, call)

let params: { meetingId: string }
beforeEach(async () => {
  clock.set('2026-03-12T09:00:00Z')
  await rows('DELETE FROM apologies')
  await meetings.startOver()
  params = { meetingId: await meetings.coming() }
})

const attended = ({ agencies: all }: MeetingAttendance, agencyId: string) =>
  all.find((one) => one.agencyId === agencyId)?.attendance
const membershipOf = async (who: PersonName) =>
  (
    await rows<{ id: string }>(
      'SELECT m.id FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE a.email = $1',
      [emailOf(who)],
    )
  )[0]!.id

it('MTG-6 the lead counts, else the second, else apologies; who has not come is absent once the meeting is closed', async () => {
  await meetings.sign(params.meetingId, 'lettings', 'coordinator', 'chair')
  const before = await done(as.police, giveApologies, { params, body: { reason: 'A training day' } })
  expect(attended(before, agencies.housing)).toBe('second')
  expect(attended(before, agencies.police)).toBe('apologies')
  expect(attended(before, agencies.health)).toBe('not_yet')
  await meetings.open(params.meetingId)
  const { version } = await done(as.coordinator, readMeeting, { params })
  await done(as.coordinator, closeMeeting, { params, version, body: {} })
  const after = await done(as.coordinator, readAttendance, { params })
  expect(attended(after, agencies.drugs)).toBe('absent')
  expect(attended(after, agencies.police)).toBe('apologies')
  expect(await refusal('police', withdrawApologies, { params, body: {} })).toEqual([
    409,
    'meeting.wrong_state',
  ])
})

it('MTG-6 who signed for the papers and then cannot come gives apologies, and takes them back', async () => {
  await meetings.sign(params.meetingId, 'police')
  expect(attended(await done(as.police, giveApologies, { params, body: {} }), agencies.police)).toBe(
    'apologies',
  )
  expect(attended(await done(as.police, withdrawApologies, { params, body: {} }), agencies.police)).toBe(
    'lead',
  )
  const other = { params, body: { agencyId: agencies.police } }
  expect(await refusal('housing', giveApologies, other)).toEqual([403, 'access.not_permitted'])
  expect(attended(await done(as.coordinator, giveApologies, other), agencies.police)).toBe('apologies')
})

it('ACC-5 a signature on paper, recorded by the coordinator, opens the papers as one’s own would', async () => {
  const item = await meetings.listed()
  const read = () => as.health(readItem, { params: { itemId: item.itemId } })
  expect((await read()).body).toMatchObject({ code: 'meeting.confidentiality_unsigned' })
  const body = {
    membershipId: await membershipOf('health'),
    signedAt: clock.now(),
    keptAt: 'Cabinet, folder 3',
  }
  const recorded = await done(as.coordinator, recordPaperSignature, { params, body })
  expect(recorded.agencies.find(({ agencyId }) => agencyId === agencies.health)?.present).toMatchObject([
    { name: 'Dr. Ruth Amadi', onPaper: true, keptAt: 'Cabinet, folder 3' },
  ])
  expect((await read()).status).toBe(200)
})

it('ACC-5 nobody records her own signature on paper, one of tomorrow, or a stranger’s; nothing changes', async () => {
  const at = { signedAt: clock.now(), keptAt: 'Cabinet' }
  const own = { ...at, membershipId: await membershipOf('coordinator') }
  expect(await refusal('coordinator', recordPaperSignature, { params, body: own })).toEqual([
    409,
    'meeting.signed_by_own_hand',
  ])
  const stranger = { ...at, membershipId: params.meetingId }
  expect(await refusal('coordinator', recordPaperSignature, { params, body: stranger })).toEqual([
    422,
    'reference.unknown',
  ])
  const early = { ...at, membershipId: await membershipOf('health'), signedAt: '2026-03-13T09:00:00Z' }
  expect(await refusal('coordinator', recordPaperSignature, { params, body: early })).toEqual([
    400,
    'request.invalid',
  ])
  expect(await refusal('housing', recordPaperSignature, { params, body: own })).toEqual([
    403,
    'access.not_permitted',
  ])
})

it('MTG-6 the year shows each agency at the meetings that have begun, oldest first', async () => {
  await meetings.open(params.meetingId)
  const year = await done(as.housing, readAttendanceYear)
  expect(year.meetings.map(({ date }) => date)).toEqual(['2026-03-12'])
  expect(year.agencies.find(({ agencyId }) => agencyId === agencies.housing)?.attendance).toEqual(['lead'])
  expect(year.agencies.find(({ agencyId }) => agencyId === agencies.police)?.attendance).toEqual(['not_yet'])
})
