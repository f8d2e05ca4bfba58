import { readCase } from '@alongside/shared/cases/contract'
import {
  askEmergencyAccess,
  endEmergencyAccess,
  openEmergencyAccess,
} from '@alongside/shared/emergency-access/contract'
import { closeCaseToPerson } from '@alongside/shared/exclusions/contract'
import { agreeInvitation, proposeGuest, signMyInvitation } from '@alongside/shared/guests/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { readMeeting, signMeeting } from '@alongside/shared/meetings/contract'
import { addMember, endMembership, listMembers } from '@alongside/shared/partnerships/contract'
import { startReferral } from '@alongside/shared/referrals/contract'
import { contribute } from '@alongside/shared/room/contract'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { standing } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-31T19:20:00Z')
const { as, agencies, clock } = world
const meetings = await givenMeetings(world)

it('ACC-3 ACC-8 API-4 an answer that was kept tells nothing of a case that its reader has lost since, whatever it was about', async () => {
  const item = await meetings.listed({ agrees: ['lantern', 'health', 'housing', 'police'], refuses: [] })
  const said = {
    params: { meetingId: item.meetingId },
    body: { agreed: true } as const,
    key: 'a-signature-of-police',
  }
  const first = await done(as.police, signMeeting, said)
  expect(JSON.stringify(first)).toContain(item.caseId)
  expect(await done(as.police, signMeeting, said)).toEqual(first)

  clock.set('2026-03-31T19:21:00Z')
  await done(as.outreach, recordLimit, {
    params: { caseId: item.caseId },
    body: { kind: 'agency', agencyId: agencies.police, words: 'Not them.', saidOn: '2026-03-31' },
  })
  const before = await standing(world, 'meeting_signatures')
  const again = await as.police(signMeeting, said)
  expect([again.status, (again.body as unknown as { code: string }).code]).toEqual([
    409,
    'idempotency.answer_gone',
  ])
  expect(JSON.stringify(again.body)).not.toContain(item.caseId)
  expect(await standing(world, 'meeting_signatures')).toEqual(before)
  expect(JSON.stringify(await done(as.police, readMeeting, said))).not.toContain(item.caseId)
})

it('HRM-1 API-4 an answer that was kept tells nothing of a case that was closed to its reader since, untold', async () => {
  const item = await meetings.listed({ agrees: ['lantern', 'health', 'housing', 'drugs'], refuses: [] })
  const said = {
    params: { meetingId: item.meetingId },
    body: { agreed: true } as const,
    key: 'a-signature-of-drugs',
  }
  const first = await done(as.drugs, signMeeting, said)
  expect(JSON.stringify(first)).toContain(item.caseId)

  clock.set('2026-03-31T19:22:00Z')
  const { accountId } = (await done(as.coordinator, listMembers)).items.find(
    ({ email }) => email === emailOf('drugs'),
  )!
  await done(as.coordinator, closeCaseToPerson, {
    params: { caseId: item.caseId },
    body: {
      accountId,
      agencyId: agencies.drugs,
      knows: 'who_harms',
      told: false,
      words: 'He is her brother.',
    },
  })
  const again = await as.drugs(signMeeting, said)
  expect([again.status, (again.body as unknown as { code: string }).code]).toEqual([
    409,
    'idempotency.answer_gone',
  ])
  expect(JSON.stringify(await done(as.drugs, readMeeting, said))).not.toContain(item.caseId)
})

it('ACC-7 API-4 who asks in an emergency and loses the answer on the way sends it again and gets it, as she does of its end', async () => {
  const { caseId } = await givenSubmitted(world, { agrees: ['lantern', 'health'], refuses: [] })
  const [file] = await world.rows<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [
    caseId,
  ])
  const asked = {
    body: { ...askEmergencyAccess.example, reference: file!.reference },
    key: 'asked-in-an-emergency',
  }
  const first = await done(as.probation, askEmergencyAccess, asked)
  const kept = ['emergency_accesses', 'sharing_grants'] as const
  const before = await standing(world, ...kept)
  expect(await done(as.probation, askEmergencyAccess, asked)).toEqual(first)
  expect(await standing(world, ...kept)).toEqual(before)

  const params = { accessId: first.id }
  await done(as.probation, openEmergencyAccess, { params, body: {} })
  const ending = { params, body: {}, key: 'over-before-its-time' }
  const ended = await done(as.probation, endEmergencyAccess, ending)
  expect((await as.probation(readCase, { params: { caseId: caseId! } })).status).toBe(404)
  expect(await done(as.probation, endEmergencyAccess, ending)).toEqual(ended)
})

it('ACC-10 API-4 an answer belongs to a place: who has moved to another agency gets none of the old one’s', async () => {
  const said = { body: { answers: { person: { name: 'Marnie' } } }, key: 'a-draft-of-the-police' }
  await done(as.constable, startReferral, said)
  const [dana] = (await done(as.police, listMembers)).items.filter(
    ({ email }) => email === emailOf('constable'),
  )
  await done(as.clinic, addMember, {
    body: {
      ...{ email: emailOf('constable'), name: 'Dana Frost', agencyId: agencies.clinic },
      role: 'practitioner',
      safeguardingLead: false,
    },
  })
  await done(as.police, endMembership, { params: { memberId: dana?.id ?? '' }, body: { reason: 'Moved' } })
  const moved = await world.signIn(emailOf('constable'))
  const before = await standing(world, 'referrals')
  const again = await moved(startReferral, said)
  expect([again.status, (again.body as unknown as { code: string }).code]).toEqual([
    422,
    'idempotency.other_body',
  ])
  expect(JSON.stringify(again.body)).not.toContain('Marnie')
  expect(await standing(world, 'referrals')).toEqual(before)
})

it('API-4 GST-1 who lost the answer on the way sends it again and gets it: a guest too, and writes once', async () => {
  const item = await meetings.listed()
  const { id, version } = await done(as.housing, proposeGuest, {
    params: { itemId: item.itemId },
    body: proposeGuest.example,
  })
  await done(as.coordinator, agreeInvitation, { params: { invitationId: id }, version, body: {} })
  const guest = await world.signIn(proposeGuest.example.email)
  await done(guest, signMyInvitation, { body: { agreed: true } })
  await meetings.open(item.meetingId)
  const said = {
    params: { itemId: item.itemId },
    body: { words: 'She came on Monday.' },
    key: 'a-word-of-the-guest',
  }
  const first = await done(guest, contribute, said)
  const before = await standing(world, 'contributions')
  expect(await done(guest, contribute, said)).toEqual(first)
  expect(await standing(world, 'contributions')).toEqual(before)
})
