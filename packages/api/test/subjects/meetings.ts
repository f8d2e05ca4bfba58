import { contribute } from '@alongside/shared/room/contract'
import { done } from '../../src/demo/found.ts'
import { givenMeetings } from '../given-meetings.ts'
import type { Eastmarsh } from '../world.ts'
import type { Subjects } from './subject.ts'

/** The name that no reply may hold which goes to who sees no case. */
export const secretName = 'Zofia Marlowe'

const rosa = {
  answers: {
    person: {
      name: secretName,
      age: { belief: 'believed_adult', restsOn: 'she_said' },
    },
  },
} as const

/**
 * What most subjects stand on: a meeting whose minutes are distributed, one whose minutes are a draft, and an open one with a
 * case on its agenda.
 */
export async function arrangeMeetings(world: Eastmarsh) {
  const meetings = await givenMeetings(world)
  const discussed = await meetings.listed({ ...rosa, at: 0 })
  await meetings.open(discussed.meetingId)
  await meetings.discuss(discussed)
  await meetings.close(discussed.meetingId)
  await meetings.distribute(discussed.meetingId)

  const drafted = await meetings.listed({ ...rosa, at: 2 })
  await meetings.open(drafted.meetingId)
  await meetings.discuss(drafted)
  await meetings.close(drafted.meetingId)

  const listed = await meetings.listed({ ...rosa, at: 1 })
  await meetings.open(listed.meetingId)
  const action = await meetings.agree(listed, '2026-04-20', 'lantern')
  // Another agency's: whoever sees it is told whose it is, and it stays for the next who asks.
  const shared = await done(world.as.housing, contribute, {
    params: { itemId: listed.itemId },
    body: { words: 'Seen at the drop-in' },
  })
  return {
    ...listed,
    actionId: action.id,
    contributionId: shared.contributions[0]?.id ?? '',
    closedMeetingId: discussed.meetingId,
    draftedMeetingId: drafted.meetingId,
    draftedCaseId: drafted.caseId,
  }
}
export type Ground = Awaited<ReturnType<typeof arrangeMeetings>>

export const meetingSubjects = {
  meetingId: { bound: 'partnership', params: ({ meetingId }) => ({ meetingId }) },
  contributionId: { bound: 'case', params: ({ contributionId }) => ({ contributionId }) },
  // Of the right shape, and nobody's.
  secret: { bound: 'nothing', params: () => ({ secret: 'A'.repeat(43) }) },
  setMeetingRule: { bound: 'coordination' },
  openMeeting: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  takeBackOpening: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  reopenMeeting: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  closeMeeting: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  confirmMeeting: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  markAttendance: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  moveMeeting: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
} satisfies Subjects
