import { listActions } from '@alongside/shared/actions/contract'
import { listCases, readCase, readCaseAccess, searchCases } from '@alongside/shared/cases/contract'
import { listMeetings, readMeeting } from '@alongside/shared/meetings/contract'
import { listReferrals, readReferral, submitReferral } from '@alongside/shared/referrals/contract'
import { readMyWork } from '@alongside/shared/work/contract'
import { afterAll, expect, it } from 'vitest'
import { listen } from '../bench/listen.ts'
import { givenDraft, givenListed } from './given.ts'
import { openEastmarsh } from './world.ts'

// How often a request waits for Postgres, one answer after the other: between two machines nothing costs more.

const ears = listen({ rollBack: false })
afterAll(() => ears.stop())
const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as } = world
const listed = await givenListed(world)
const caseId = listed.caseId ?? ''
const draft = await givenDraft(world)
const coming = await as.coordinator(listMeetings, { query: { when: 'coming' } })
const ofMeeting = { params: { meetingId: coming.body.items[0]?.id ?? '' } }

/** With the beginning and the end of its transaction. These numbers only ever go down. */
const most = {
  'list of referrals': [2, () => as.outreach(listReferrals, {})],
  'list of cases': [2, () => as.outreach(listCases, {})],
  'list of actions': [2, () => as.outreach(listActions, {})],
  'one case': [2, () => as.outreach(readCase, { params: { caseId } })],
  'one referral': [3, () => as.outreach(readReferral, { params: { referralId: listed.id } })],
  'one meeting': [2, () => as.coordinator(readMeeting, ofMeeting)],
  'my work': [3, () => as.outreach(readMyWork, {})],
  search: [2, () => as.outreach(searchCases, { body: { q: 'Rosa' } })],
  'who has looked': [2, () => as.outreach(readCaseAccess, { params: { caseId } })],
  submission: [
    6,
    () => as.outreach(submitReferral, { params: { referralId: draft.id }, version: draft.version }),
  ],
} satisfies Record<string, [number, () => Promise<{ status: number }>]>

it.each(Object.entries(most))(
  '%s takes so many round trips to Postgres and no more',
  async (_, [trips, ask]) => {
    ears.heard()
    expect((await ask()).status).toBe(200)
    expect(ears.heard().trips).toBeLessThanOrEqual(trips)
  },
)
