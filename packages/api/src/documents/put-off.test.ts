import { readCase } from '@alongside/shared/cases/contract'
import { withdrawConsent } from '@alongside/shared/consent/contract'
import { readPaper } from '@alongside/shared/documents/contract'
import { type DocumentKind, documentKinds } from '@alongside/shared/documents/rules'
import { readMeeting } from '@alongside/shared/meetings/contract'
import { readMinutesDraft } from '@alongside/shared/minutes/contract'
import { deferItem } from '@alongside/shared/room/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows } = world
const meetings = await givenMeetings(world)
const nextMeeting = '2026-04-09T09:00:00Z'
const reason = 'Her worker is ill'

beforeEach(() => meetings.startOver())

const paper = (meetingId: string, kind: DocumentKind) =>
  done(as.housing, readPaper, { params: { meetingId }, query: { kind } })

const putOff = async (item: ListedCase) =>
  done(as.chair, deferItem, {
    params: { itemId: item.itemId },
    body: { reason },
    version: (await meetings.itemOf(item)).version,
  })

it('MTG-3 MTG-4 what is put off leaves every paper made after, and is listed with its new date, and its reason for who has signed', async () => {
  const item = await meetings.listed()
  await meetings.sign(item.meetingId, 'chair', 'housing')
  expect((await paper(item.meetingId, 'pack')).items).toHaveLength(1)
  const after = await putOff(item)
  expect(after).toMatchObject({ state: 'deferred', deferredFor: reason, putOffTo: nextMeeting })

  const reference = after.caseReference
  const pack = await paper(item.meetingId, 'pack')
  expect(pack.items).toEqual([])
  expect(pack.putOff).toEqual([{ reference, reason, to: nextMeeting }])
  expect(JSON.stringify(pack)).not.toContain('Rosa')
  const agenda = await paper(item.meetingId, 'agenda')
  // ACC-5: the agenda opens before the signature, and a reason is anybody’s words.
  expect([agenda.items, agenda.putOff]).toEqual([[], [{ reference, reason: null, to: nextMeeting }]])
  const { agenda: lines } = await done(as.chair, readMeeting, { params: { meetingId: item.meetingId } })
  expect(lines).toMatchObject([{ state: 'deferred', putOffTo: nextMeeting }])
  expect((await paper(await meetings.coming(1), 'agenda')).items).toMatchObject([{ reference }])
})

it('MTG-3 MTG-4 whichever paper of the meeting is made after, nothing of a case that was put off in the room is in it but its line', async () => {
  const item = await meetings.listed()
  const other = await meetings.listed({ answers: { person: { name: 'Mina' } } })
  await meetings.open(item.meetingId)
  await putOff(item)
  await meetings.discuss(other)
  await meetings.close(item.meetingId)
  await meetings.distribute(item.meetingId)
  const { caseReference: reference } = await meetings.itemOf(item)
  const told = { agenda: [], pack: [], attendance_list: [], minutes: [reference], action_log: [] }
  for (const kind of documentKinds) {
    const made = await paper(item.meetingId, kind)
    const names = made.items.filter((one) => one.reference === reference)
    expect([kind, names.map((one) => one.reference)]).toEqual([kind, told[kind]])
    expect([kind, JSON.stringify(made).includes('Seen in the stairwell')]).toEqual([kind, kind === 'pack'])
    expect([kind, made.putOff.map((one) => one.reference)]).toEqual([
      kind,
      kind === 'agenda' || kind === 'pack' ? [reference] : [],
    ])
  }
  const minuted = (await paper(item.meetingId, 'minutes')).items.find((one) => one.reference === reference)
  expect(minuted).toMatchObject({ deferredFor: reason, putOffTo: nextMeeting, contributions: [], record: [] })
})

it('MTG-3 its new date is the next meeting’s, wherever that is moved', async () => {
  const item = await meetings.listed()
  await meetings.sign(item.meetingId, 'chair', 'housing')
  await putOff(item)
  await rows(`UPDATE meetings SET starts_at = '2026-04-10T09:00:00Z' WHERE id = $1`, [
    await meetings.coming(1),
  ])
  expect((await paper(item.meetingId, 'pack')).putOff).toMatchObject([{ to: '2026-04-10T09:00:00Z' }])
  await rows(`UPDATE meetings SET starts_at = $2 WHERE id = $1`, [await meetings.coming(1), nextMeeting])
})

it('CON-3 MTG-7 MTG-8 a case without a basis is put off in the room, and the minutes say to when', async () => {
  const item = await meetings.listed()
  await meetings.open(item.meetingId)
  const { consents } = await done(as.outreach, readCase, { params: { caseId: item.caseId } })
  await done(as.outreach, withdrawConsent, {
    params: { consentId: consents[0]?.id ?? '' },
    body: { how: 'She said so at the van' },
  })
  expect(await meetings.itemOf(item)).toMatchObject({ basisInForce: false, name: '' })
  await putOff(item)
  await meetings.close(item.meetingId)
  const draft = await done(as.chair, readMinutesDraft, { params: { meetingId: item.meetingId } })
  expect(draft.items).toMatchObject([{ state: 'deferred', withheld: true, name: '', putOffTo: nextMeeting }])
})
