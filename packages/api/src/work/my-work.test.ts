import { closeActionUndone } from '@alongside/shared/actions/contract'
import { addAgency, addMember } from '@alongside/shared/partnerships/contract'
import { returnReferral } from '@alongside/shared/referrals/contract'
import { openNotification } from '@alongside/shared/safeguarding/contract'
import { listNotifications, markNotificationsRead, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenDraft, givenSubmitted } from '../../test/given.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openRowBuilder } from '../../test/rows.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done, signAll } from '../demo/found.ts'
import { newId } from '../ids.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock, agencies, partnershipId } = world
const write = await openRowBuilder(world, { partnership_id: partnershipId })
const meetings = await givenMeetings(world)
const work = async (who: PersonName) => done(as[who], readMyWork)

it('REF-8 each finds the clocks that run for her: to triage, to answer, returned, drafts', async () => {
  const draft = await givenDraft(world)
  const answers = { addressedTo: { meeting: true, agencies: [agencies.housing] } }
  const submitted = await givenSubmitted(world, { answers })
  const wanting = await givenSubmitted(world)
  await done(as.coordinator, returnReferral, {
    params: { referralId: wanting.id },
    version: wanting.version,
    body: { asks: 'Who decided?' },
  })

  expect(await work('coordinator')).toMatchObject({
    toTriage: [{ id: submitted.id }],
    returnedToMe: [],
    myDrafts: [],
  })
  expect(await work('housing')).toMatchObject({
    toTriage: [],
    toAnswer: [{ id: submitted.id, name: 'Rosa' }],
  })
  expect(await work('outreach')).toMatchObject({
    toTriage: [],
    toAnswer: [],
    returnedToMe: [{ id: wanting.id }],
    myDrafts: [{ id: draft.id }],
  })
  expect(await work('police')).toMatchObject({
    toTriage: [],
    toAnswer: [],
    returnedToMe: [],
    myDrafts: [],
    actions: [],
  })
})

it('ACT-1, SAF-1, MTG-1 an agency finds its running actions, what is to be told, and the next meeting; what it saw is on record', async () => {
  const item = await meetings.listed()
  await meetings.open(item.meetingId)
  const soon = await meetings.agree(item, '2026-03-10')
  const sooner = await meetings.agree(item, '2026-03-05')
  const lanterns = await meetings.agree(item, '2026-03-05', 'lantern')
  const kind = 'not_done_changed'
  await done(as.coordinator, closeActionUndone, {
    params: { actionId: lanterns.id },
    body: { kind, why: 'She moved.' },
    version: 1,
  })
  const told = await done(as.housing, openNotification, {
    params: { caseId: item.caseId },
    body: { kind: 'child', about: 'Her son stays there.' },
  })

  const housings = await work('housing')
  expect(housings).toMatchObject({
    safeguarding: [{ id: told.id }],
    nextMeeting: { id: item.meetingId, state: 'open' },
  })
  expect(housings.actions.map(({ id }) => id)).toEqual([sooner.id, soon.id])
  const [read] = await rows<{ seen: string[] }>(
    `SELECT seen FROM audit_events WHERE action = 'my_work.read' ORDER BY id DESC LIMIT 1`,
  )
  expect(read?.seen).toContain(item.caseId)

  expect((await work('outreach')).actions).toEqual([])
  expect(await work('health')).toMatchObject({ safeguarding: [], actions: [] })
  // By the name that she goes by, to who may see her, and to nobody else (ACC-6).
  const rosa = { caseId: item.caseId, caseReference: told.caseReference, name: 'Rosa' }
  expect(housings.names).toEqual([rosa])
  expect((await work('police')).names).toEqual([])
})

it('ACC-5 before its agreements are signed an agency finds those alone, and everything right after', async () => {
  const { id: agencyId } = await done(as.coordinator, addAgency, {
    body: { name: 'Night Shelter', kind: 'housing' },
  })
  const email = 'shelter@alongside.example'
  await done(as.coordinator, addMember, { body: { email, name: 'Kim Lund', agencyId, role: 'lead_member' } })
  const shelter = await world.signIn(email)
  const before = await done(shelter, readMyWork)
  expect(before.agreementsToSign.map(({ kind }) => kind)).toEqual(['charter', 'information_sharing_protocol'])
  const { agreementsToSign: _, nextMeeting, unreadNotifications, ...lists } = before
  expect([nextMeeting, unreadNotifications, ...Object.values(lists).flat()]).toEqual([null, 0])
  await signAll(shelter)
  expect(await done(shelter, readMyWork)).toMatchObject({
    agreementsToSign: [],
    nextMeeting: { state: expect.any(String) },
  })
})

it('ACC-4 the steering group finds no case and no meeting', async () => {
  expect(await work('steering')).toMatchObject({
    toTriage: [],
    toAnswer: [],
    safeguarding: [],
    actions: [],
    agreementsToSign: [],
    flagsAsked: [],
    outcomesAsked: [],
    unusualReadings: [],
    nextMeeting: null,
  })
})

/** As a job would write them: for Sam Osei, one a minute. */
async function notified(count: number): Promise<string[]> {
  const [account] = await rows<{ id: string; place: string }>(
    'SELECT a.id, m.id AS place FROM accounts a JOIN memberships m ON m.account_id = a.id WHERE a.email = $1',
    [emailOf('housing')],
  )
  await rows('DELETE FROM notifications')
  const ids = Array.from({ length: count }, newId)
  for (const [minute, id] of ids.entries())
    await write('notifications', {
      ...{ id, membership_id: account?.place, at: `2026-03-01T10:0${minute}:00Z` },
      ...{ kind: 'action_late', subject: 'action', reference: 'EMP-2026-7K3QXB' },
    })
  return ids.toReversed()
}

it('CNF-2 notifications are read newest first, page by page, and say nothing that names anyone', async () => {
  const ids = await notified(3)
  const first = await done(as.housing, listNotifications, { query: { limit: 2 } })
  expect(first.items).toMatchObject([
    {
      id: ids[0],
      kind: 'action_late',
      reference: 'EMP-2026-7K3QXB',
      at: '2026-03-01T10:02:00Z',
      readAt: null,
    },
    { id: ids[1] },
  ])
  const second = await done(as.housing, listNotifications, { query: { limit: 2, cursor: first.next ?? '' } })
  expect(second).toMatchObject({ items: [{ id: ids[2] }], next: null })
  expect((await done(as.health, listNotifications)).items).toEqual([])
})

it('a notification is read once, and counted no more', async () => {
  const [newest = '', middle = '', oldest = ''] = await notified(3)
  expect((await work('housing')).unreadNotifications).toBe(3)
  const readAt = async () => {
    const { items } = await done(as.housing, listNotifications, { query: { unread: false } })
    return items.map((one) => [one.id, one.readAt])
  }
  const read = (...notificationIds: string[]) =>
    done(as.housing, markNotificationsRead, { body: { notificationIds } })
  expect(await read(newest)).toEqual({ unreadNotifications: 2 })
  clock.set('2026-03-02T10:00:00Z')
  expect(await read(newest, middle)).toEqual({ unreadNotifications: 1 })
  expect(await readAt()).toEqual([
    [newest, '2026-03-02T09:00:00Z'],
    [middle, '2026-03-02T10:00:00Z'],
  ])
  const asked = async (unread: boolean) =>
    (await done(as.housing, listNotifications, { query: { unread } })).items.map(({ id }) => id)
  expect(await asked(true)).toEqual([oldest])
  expect(await asked(false)).toEqual([newest, middle])
})

it('ACC-6 another’s notification does not exist', async () => {
  const notificationIds = await notified(2)
  const refused = (who: PersonName, ids: string[]) =>
    refusalOf(world, ['notifications'], as[who], markNotificationsRead, { body: { notificationIds: ids } })
  expect(await refused('health', notificationIds)).toEqual([404, 'not_found'])
  // With her own beside it, that stays unread too.
  expect(await refused('housing', [...notificationIds, newId()])).toEqual([404, 'not_found'])
})
