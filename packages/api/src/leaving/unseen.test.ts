import { readCase } from '@alongside/shared/cases/contract'
import { withdrawConsent } from '@alongside/shared/consent/contract'
import { listLeftWork } from '@alongside/shared/leaving/contract'
import { addMember, endMembership } from '@alongside/shared/partnerships/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, agencies, clock } = world
const meetings = await givenMeetings(world)
const [first, second, third] = [await meetings.listed(), await meetings.listed(), await meetings.listed()]
await meetings.open(first.meetingId)

const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]!.id
/** An action of housing's on each, in Lee's name. */
const actions = await Promise.all(
  [first, second, third].map(async (item) => {
    const { id } = await meetings.agree(item, '2026-04-20', 'housing')
    await rows('UPDATE actions SET owner_account_id = $2 WHERE id = $1', [id, await accountOf('lettings')])
    return id
  }),
)
const seenBy = async (who: PersonName) => {
  const { items } = await done(as[who], listLeftWork)
  return items.filter(({ kind }) => kind === 'action').map(({ id }) => id)
}
const toldOf = async (who: PersonName) =>
  (await done(as[who], listNotifications, { query: { limit: 100 } })).items
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith('left_work'))

it('ACC-8 ACC-6 what the lead may not see is not shown to her either; that it waits is known to who coordinates', async () => {
  // She refuses Sam, who leads housing, on her file; of another she takes back her consent.
  await rows('UPDATE sharing_grants SET shut_out = ARRAY[$2::uuid] WHERE case_id = $1 AND agency_id = $3', [
    ...[second.caseId, await accountOf('housing'), agencies.housing],
  ])
  const { consents } = await done(as.outreach, readCase, { params: { caseId: third.caseId } })
  await done(as.outreach, withdrawConsent, {
    params: { consentId: consents[0]!.id },
    body: { how: 'On the phone' },
  })
  const [lee] = await rows<{ id: string }>(
    'SELECT id FROM memberships WHERE account_id = $1 AND ended_at IS NULL',
    [await accountOf('lettings')],
  )
  clock.set('2026-03-02T09:05:00Z')
  await done(as.housing, endMembership, { params: { memberId: lee!.id }, body: { reason: 'Ill' } })
  expect(await seenBy('housing')).toEqual([actions[0]])
  expect((await done(as.housing, readMyWork)).leftWork).toMatchObject([{ things: 1 }])
  const { leftWorkOfNobody } = await done(as.coordinator, readMyWork)
  expect(leftWorkOfNobody).toMatchObject([{ agencyName: 'Harbour Homes', things: 2 }])
  expect(JSON.stringify(leftWorkOfNobody)).not.toMatch(/EMP-/)
  expect(await seenBy('coordinator')).toEqual([])
  // Of what is seen in part both are told.
  await world.runJobs()
  expect([await toldOf('housing'), await toldOf('coordinator')]).toEqual([
    ['left_work_waits'],
    ['left_work_without_lead'],
  ])
})

it('ACC-8 ACC-10 where the lead may see nothing of it, who coordinates is told and she is not', async () => {
  await rows('UPDATE sharing_grants SET shut_out = ARRAY[$2::uuid] WHERE case_id = $1 AND agency_id = $3', [
    ...[first.caseId, await accountOf('housing'), agencies.housing],
  ])
  const email = 'kim@housing.example'
  await done(as.housing, addMember, {
    body: { email, name: 'Kim Dale', agencyId: agencies.housing, role: 'practitioner' },
  })
  await world.signIn(email)
  const [kim] = await rows<{ id: string; account_id: string }>(
    'SELECT m.id, m.account_id FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE a.email = $1 AND m.ended_at IS NULL',
    [email],
  )
  await rows('UPDATE actions SET owner_account_id = $2 WHERE id = $1', [actions[0], kim!.account_id])
  clock.set('2026-03-02T09:10:00Z')
  await done(as.housing, endMembership, { params: { memberId: kim!.id }, body: { reason: 'Ill' } })
  await world.runJobs()
  expect([await toldOf('housing'), await toldOf('coordinator')]).toEqual([
    ['left_work_waits'],
    ['left_work_without_lead', 'left_work_without_lead'],
  ])
  expect((await done(as.housing, readMyWork)).leftWork).toEqual([])
})
