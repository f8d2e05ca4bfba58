import { leavingTheRoom, onTheWall, outOnTheWall } from '@alongside/shared/agenda/stepping-out'
import { closeCaseToPerson } from '@alongside/shared/exclusions/contract'
import { agreeInvitation, proposeGuest, signMyInvitation } from '@alongside/shared/guests/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { readMeeting } from '@alongside/shared/meetings/contract'
import { callItem, confirmSteppedOut, readItem, startItem } from '@alongside/shared/room/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { givenSystems } from '../../test/given-systems.ts'
import { openEastmarsh } from '../../test/world.ts'
import { type AgencyName, emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Caller } from '../in-process.ts'

// HRM-1, ACC-9: somebody is in the room who must not hear a case, does not know it, and must not be known to those who sit beside him. Lee Park
// of Harbour Homes; his lead knows, and whoever runs the meeting.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, agencies, clock } = world
const { refusal, listed, sign, open, itemOf, discuss, close, startOver } = await givenMeetings(world)
const systems = givenSystems(world)
const everybody: AgencyName[] = ['lantern', 'health', 'housing', 'police', 'probation']
const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]!.id
const park = await accountOf('lettings')

let item: ListedCase
let params: { meetingId: string }
beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await rows(`DELETE FROM sharing_grants WHERE basis = 'invitation'`)
  await rows('DELETE FROM guest_invitations')
  await startOver()
  item = await listed({ agrees: everybody })
  params = { meetingId: item.meetingId }
  await sign(item.meetingId, 'lettings', 'chair', 'coordinator', 'health', 'housing', 'outreach', 'probation')
})

const closeToHim = () =>
  done(as.coordinator, closeCaseToPerson, {
    params: { caseId: item.caseId },
    body: {
      ...{ accountId: park, agencyId: agencies.housing, told: false },
      ...{ knows: 'who_harms' as const, words: 'He is the man.' },
    },
  })

/** What a reader learns of who steps out: on the agenda and in the room, which say the same. */
async function learns(who: PersonName | Caller) {
  const caller = typeof who === 'string' ? as[who] : who
  const line = (await done(caller, readMeeting, { params })).agenda.find(({ id }) => id === item.itemId)
  const { stepOut, unnamedOut } = await done(caller, readItem, { params: { itemId: item.itemId } })
  expect(line).toMatchObject({ stepOut, unnamedOut })
  // Who else is asked to come, of agencies with which it was not shared, is another matter.
  const his = stepOut.filter(({ agencyId }) => agencyId === agencies.housing)
  return { names: his.map(({ name, untold }) => `${name}${untold ? ', untold' : ''}`), unnamedOut }
}
const nothingOut = { stepOut: [], unnamedOut: null }
const nothing = { names: [], unnamedOut: null }
const somebody = (leftAt: string | null = null) => ({ names: [], unnamedOut: { leftAt } })
const knowing = ['chair', 'coordinator', 'housing'] as const
const others = ['health', 'outreach', 'probation'] as const

/** What hangs on the wall, whoever its screen is signed in as. */
async function wall(who: PersonName): Promise<string[]> {
  const shown = onTheWall(await done(as[who], readMeeting, { params }))
  return shown.shows === 'stepping out'
    ? leavingTheRoom(outOnTheWall(shown.out)).map((one) => one.who)
    : [shown.shows]
}

it('HRM-1 ACC-9 while the room is open who may not know reads that somebody steps out, in room and agenda; the name is for who runs it, who closed the case and who leads him', async () => {
  const guests = { ...proposeGuest.example, email: 'noor@refuge.example' }
  const { id, version } = await done(as.health, proposeGuest, {
    params: { itemId: item.itemId },
    body: guests,
  })
  await done(as.coordinator, agreeInvitation, { params: { invitationId: id }, version, body: {} })
  const guest = await world.signIn(guests.email)
  await done(guest, signMyInvitation, { body: { agreed: true } })
  await closeToHim()
  // Before it opens nobody has to let him go, and nobody else hears that there is one.
  for (const who of others) expect(await learns(who), who).toEqual(nothing)
  for (const who of knowing)
    expect(await learns(who), who).toEqual({ names: ['Lee Park, untold'], unnamedOut: null })

  await open(item.meetingId)
  for (const who of others) expect(await learns(who), who).toEqual(somebody())
  const { stepOut, unnamedOut } = await done(guest, readItem, { params: { itemId: item.itemId } })
  // A guest reads of nobody who steps out, named or not.
  expect({ stepOut, unnamedOut }).toEqual(nothingOut)
  for (const who of knowing)
    expect(await learns(who), who).toEqual({ names: ['Lee Park, untold'], unnamedOut: null })

  const call = { params: { itemId: item.itemId }, body: {} }
  await done(as.chair, callItem, call)
  for (const who of [...others, ...knowing]) expect(await wall(who), who).toEqual(['somebody'])
  expect(await refusal('chair', startItem, call)).toEqual([409, 'item.must_step_out'])
  await done(as.chair, confirmSteppedOut, { ...call, body: { people: [park] } })
  for (const who of others) expect(await learns(who), who).toEqual(somebody('2026-03-02T09:00:00Z'))
  await done(as.chair, startItem, call)
  for (const who of [...others, ...knowing]) expect(await wall(who), who).toEqual(['the case'])

  await discuss(item)
  for (const who of others) expect(await learns(who), who).toEqual(somebody('2026-03-02T09:00:00Z'))
  // Of what is kept, nobody learns even that (minutes/untold.test.ts).
  await close(item.meetingId)
  for (const who of others) expect(await learns(who), who).toEqual(nothing)
})

it('HRM-1 ACC-9 on the wall nobody who goes alone has a name: told and untold read alike, so that nobody finds himself left out', async () => {
  await closeToHim()
  await done(as.outreach, recordLimit, {
    params: { caseId: item.caseId },
    body: {
      ...{ kind: 'worker', accountId: await accountOf('health') },
      ...{ agencyId: agencies.health, saidOn: clock.now().slice(0, 10) },
    },
  })
  await sign(item.meetingId, 'midwife')
  await open(item.meetingId)
  await done(as.chair, callItem, { params: { itemId: item.itemId }, body: {} })
  for (const who of ['chair', 'midwife', 'probation'] as const)
    expect(await wall(who), who).toEqual(['somebody'])
})

it('HRM-1 ACC-6 who is shut out untold reads what he would read of a case that was never shared with him', async () => {
  const look = async () => {
    const { agenda, notNeeded, callingItemId, currentItemId, version } = await done(
      as.lettings,
      readMeeting,
      { params },
    )
    const { status } = await as.lettings(readItem, { params: { itemId: item.itemId } })
    return { agenda, notNeeded, callingItemId, currentItemId, version, status }
  }
  await closeToHim()
  await open(item.meetingId)
  await done(as.chair, callItem, { params: { itemId: item.itemId }, body: {} })
  const shutOut = await look()
  expect(shutOut).toMatchObject({ agenda: [], callingItemId: null, status: 404 })
  expect(shutOut.notNeeded).toHaveLength(1)
  await done(as.chair, confirmSteppedOut, {
    params: { itemId: item.itemId },
    body: { people: [park] },
  })
  expect(await look()).toEqual(shutOut)
  await world.runJobs()
  const { items } = await done(as.lettings, listNotifications, {})
  expect(items.filter(({ subject, subjectId }) => subject === 'case' && subjectId === item.caseId)).toEqual(
    [],
  )

  await rows('UPDATE case_exclusions SET ended_at = closed_at, ended_by = closed_by, ended_for = words')
  await rows(`UPDATE sharing_grants SET until_at = from_at WHERE agency_id = $1 AND case_id = $2`, [
    agencies.housing,
    item.caseId,
  ])
  expect(await look()).toEqual(shutOut)
})

it('HRM-1 ACC-9 where nobody of his agency may hear the case he goes with his agency, as anybody of it', async () => {
  await closeToHim()
  await rows(`UPDATE sharing_grants SET until_at = $3 WHERE agency_id = $1 AND case_id = $2`, [
    agencies.housing,
    item.caseId,
    clock.now(),
  ])
  await open(item.meetingId)
  const { names, unnamedOut } = await learns('health')
  expect(names).toContain('Lee Park')
  expect(unnamedOut).toBeNull()
})

it('HRM-1 ACC-9 nor does a system read that there is somebody, in a room that is open', async () => {
  await closeToHim()
  await open(item.meetingId)
  const { call } = await systems.calling({ by: 'health' })
  const { status, body } = await call(readMeeting, { params })
  expect(status === 200 ? JSON.stringify(body.agenda) : '').not.toMatch(/Lee Park|"leftAt"/)
  expect((await itemOf(item)).stepOut).toHaveLength(1)
})
