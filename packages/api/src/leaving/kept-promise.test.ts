import { readCase } from '@alongside/shared/cases/contract'
import { answerLeftWork, listLeftWork } from '@alongside/shared/leaving/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { addMember, endMembership } from '@alongside/shared/partnerships/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenEmergencyAccess, givenSubmitted } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, agencies, clock } = world
const placeOf = async (email: string) =>
  (
    await rows<{ id: string }>(
      'SELECT m.id FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE a.email = $1 AND m.ended_at IS NULL',
      [email],
    )
  )[0]!.id

it('ACC-10 CON-3 ACC-7 who was handed a leaver’s promise hears of an emergency and of a change as who took it would have', async () => {
  const { caseId } = await givenSubmitted(world, {
    by: 'lettings',
    agrees: ['lantern', 'housing', 'health'],
    refuses: [],
  })
  const params = { caseId: caseId! }
  const { reference } = await done(as.outreach, readCase, { params })
  const email = 'kim@housing.example'
  await done(as.housing, addMember, {
    body: { email, name: 'Kim Dale', agencyId: agencies.housing, role: 'practitioner' },
  })
  const kim = await world.signIn(email)
  const [lee, kimsPlace] = [await placeOf(emailOf('lettings')), await placeOf(email)]
  clock.set('2026-03-02T09:10:00Z')
  await done(as.housing, endMembership, { params: { memberId: lee }, body: { reason: 'Left' } })
  const promise = (await done(as.housing, listLeftWork)).items.find(({ kind }) => kind === 'consent')!
  await done(as.housing, answerLeftWork, {
    params: { leftWorkId: promise.id },
    body: { answer: 'handed_over', toMembershipId: kimsPlace },
  })
  const told = async () => {
    await world.runJobs()
    return (await done(kim, listNotifications, { query: { limit: 100 } })).items
      .filter((notice) => notice.reference === reference)
      .map(({ kind }) => kind)
  }
  clock.set('2026-03-02T09:20:00Z')
  await givenEmergencyAccess(world, 'police', reference)
  expect(await told()).toContain('emergency_access_taken')
  clock.set('2026-03-02T09:30:00Z')
  await done(as.outreach, recordLimit, {
    params,
    body: { kind: 'agency', agencyId: agencies.health, saidOn: '2026-03-02' },
  })
  expect(await told()).toContain('sharing_promised')
})
