import {
  enterRoom,
  giveApologies,
  leaveRoom,
  type MeetingAttendance,
  markAttendance,
  readAttendance,
  readAttendanceYear,
  recordPaperSignature,
  withdrawApologies,
} from '@alongside/shared/attendance/contract'
import type { Contract } from '@alongside/shared/contract'
import { closeMeeting, openMeeting, readMeeting, signMeeting } from '@alongside/shared/meetings/contract'
import { readMinutesDraft } from '@alongside/shared/minutes/contract'
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
  refusalOf(world, ['apologies', 'meeting_signatures', 'attendances'], as[who], operation, call)

let params: { meetingId: string }
beforeEach(async () => {
  clock.set('2026-03-12T09:00:00Z')
  await rows('DELETE FROM apologies')
  await meetings.startOver()
  params = { meetingId: await meetings.coming() }
})

/** Opened by the chair, who has signed, with nobody in the room yet. */
async function opened() {
  await meetings.sign(params.meetingId, 'chair')
  const { version } = await done(as.chair, readMeeting, { params })
  await done(as.chair, openMeeting, { params, version, body: {} })
}

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
  await meetings.sign(params.meetingId, 'lettings', 'coordinator', 'chair', 'drugs')
  await done(as.police, giveApologies, { params, body: { reason: 'A training day' } })
  await opened()
  await done(as.lettings, enterRoom, { params, body: {} })
  const before = await done(as.coordinator, readAttendance, { params })
  expect(attended(before, agencies.housing)).toBe('second')
  expect(attended(before, agencies.police)).toBe('apologies')
  expect(attended(before, agencies.health)).toBe('not_yet')
  await done(as.housing, signMeeting, { params, body: { agreed: true } })
  await done(as.housing, enterRoom, { params, body: {} })
  const { version } = await done(as.coordinator, readMeeting, { params })
  await done(as.coordinator, closeMeeting, { params, version, body: {} })
  const after = await done(as.coordinator, readAttendance, { params })
  expect(attended(after, agencies.housing)).toBe('lead')
  // Signed for the papers, and never came.
  expect(attended(after, agencies.drugs)).toBe('absent')
  expect(attended(after, agencies.police)).toBe('apologies')
  expect(await refusal('police', withdrawApologies, { params, body: {} })).toEqual([
    409,
    'meeting.wrong_state',
  ])
})

it('MTG-6 who signed for the papers and then cannot come gives apologies, and takes them back', async () => {
  await meetings.sign(params.meetingId, 'police', 'chair')
  expect(attended(await done(as.police, giveApologies, { params, body: {} }), agencies.police)).toBe(
    'apologies',
  )
  expect(attended(await done(as.police, withdrawApologies, { params, body: {} }), agencies.police)).toBe(
    'not_yet',
  )
  const other = { params, body: { agencyId: agencies.police } }
  expect(await refusal('housing', giveApologies, other)).toEqual([403, 'access.not_permitted'])
  expect(attended(await done(as.coordinator, giveApologies, other), agencies.police)).toBe('apologies')
  // Who comes after all was there, whatever the apologies say.
  await opened()
  await done(as.police, enterRoom, { params, body: {} })
  expect(attended(await done(as.coordinator, readAttendance, { params }), agencies.police)).toBe('lead')
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
  expect(recorded.agencies.find(({ agencyId }) => agencyId === agencies.health)?.signed).toMatchObject([
    { name: 'Dr. Ruth Amadi', onPaper: true, keptAt: 'Cabinet, folder 3', stays: [] },
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

it('MTG-6 being in the room is attendance, from when to when: by her own device, once, and again when she comes back', async () => {
  await meetings.sign(params.meetingId, 'housing')
  expect(await refusal('housing', enterRoom, { params, body: {} })).toEqual([409, 'meeting.wrong_state'])
  await opened()
  expect(await refusal('police', enterRoom, { params, body: {} })).toEqual([
    403,
    'meeting.confidentiality_unsigned',
  ])
  expect(await refusal('housing', leaveRoom, { params, body: {} })).toEqual([409, 'attendance.not_here'])
  expect((await done(as.housing, readMeeting, { params })).inRoom).toBeNull()

  clock.set('2026-03-12T10:02:00Z')
  for (const _ of [1, 2]) await done(as.housing, enterRoom, { params, body: {} })
  clock.set('2026-03-12T10:40:00Z')
  await done(as.housing, leaveRoom, { params, body: {} })
  expect((await done(as.housing, readMeeting, { params })).inRoom).toEqual({
    from: '2026-03-12T10:02:00Z',
    until: '2026-03-12T10:40:00Z',
  })
  clock.set('2026-03-12T11:00:00Z')
  await done(as.housing, enterRoom, { params, body: {} })
  clock.set('2026-03-12T12:30:00Z')
  const { version } = await done(as.coordinator, readMeeting, { params })
  await meetings.sign(params.meetingId, 'coordinator')
  await done(as.coordinator, closeMeeting, { params, version, body: {} })

  const { agencies: all } = await done(as.coordinator, readAttendance, { params })
  expect(all.find(({ agencyId }) => agencyId === agencies.housing)?.signed[0]?.stays).toEqual([
    { from: '2026-03-12T10:02:00Z', until: '2026-03-12T10:40:00Z', byChair: false },
    { from: '2026-03-12T11:00:00Z', until: '2026-03-12T12:30:00Z', byChair: false },
  ])
  expect((await done(as.housing, readMeeting, { params })).present).toEqual([
    {
      ...{ name: 'Sam Osei', agencyName: 'Harbour Homes', as: 'lead' },
      ...{ from: '2026-03-12T10:02:00Z', until: '2026-03-12T12:30:00Z' },
    },
  ])
  // GST-1 MTG-8: and so say the minutes.
  const draft = await done(as.coordinator, readMinutesDraft, { params })
  expect(draft.present).toMatchObject([{ name: 'Sam Osei', as: 'lead', until: '2026-03-12T12:30:00Z' }])
})

it('MTG-6 the chair records who came without a device and who left, puts it right, and strikes a mistake', async () => {
  await meetings.sign(params.meetingId, 'health')
  await opened()
  const [health] = await rows<{ accountId: string }>(
    'SELECT account_id AS "accountId" FROM meeting_signatures WHERE agency_id = $1',
    [agencies.health],
  )
  const who = { accountId: health!.accountId, agencyId: agencies.health }
  clock.set('2026-03-12T11:00:00Z')
  const mark = (mark: 'came' | 'left' | 'was_not_here', at: string) => ({
    params,
    body: { ...who, mark, at },
  })
  const stays = async () =>
    (await done(as.coordinator, readAttendance, { params })).agencies.find(
      ({ agencyId }) => agencyId === agencies.health,
    )?.signed[0]?.stays
  const late = '2026-03-12T10:15:00Z'
  expect(await refusal('chair', markAttendance, mark('left', late))).toEqual([409, 'attendance.not_here'])
  expect(await refusal('housing', markAttendance, mark('came', late))).toEqual([403, 'access.not_permitted'])
  for (const wrong of ['2026-03-12T08:59:00Z', '2026-03-12T11:00:01Z'])
    expect(await refusal('chair', markAttendance, mark('came', wrong))).toEqual([400, 'request.invalid'])
  const unsigned = { params, body: { ...mark('came', late).body, agencyId: agencies.police } }
  expect(await refusal('chair', markAttendance, unsigned)).toEqual([409, 'attendance.not_signed'])

  await done(as.chair, markAttendance, mark('came', '2026-03-12T10:30:00Z'))
  await done(as.chair, markAttendance, mark('came', late))
  expect(await refusal('chair', markAttendance, mark('left', '2026-03-12T10:14:00Z'))).toEqual([
    400,
    'request.invalid',
  ])
  await done(as.chair, markAttendance, mark('left', '2026-03-12T10:45:00Z'))
  await done(as.chair, markAttendance, mark('left', '2026-03-12T10:50:00Z'))
  expect(await stays()).toEqual([{ from: late, until: '2026-03-12T10:50:00Z', byChair: true }])
  await done(as.chair, markAttendance, mark('was_not_here', late))
  expect(await stays()).toEqual([])
  // It stays on record.
  expect(await rows('SELECT 1 FROM attendances WHERE struck_at IS NOT NULL')).toHaveLength(1)
})
