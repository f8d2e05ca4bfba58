import { enterRoom } from '@alongside/shared/attendance/contract'
import { withdrawConsent } from '@alongside/shared/consent/contract'
import { listDisclosures, takeBackDisclosure } from '@alongside/shared/disclosures/contract'
import { agreeInvitation, proposeGuest, signMyInvitation } from '@alongside/shared/guests/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { correctMinutes, editMinutedItem, readMinutesDraft } from '@alongside/shared/minutes/contract'
import { contribute, recordItem } from '@alongside/shared/room/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { pagesOf } from '../../test/pages-of-pdf.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, agencies, clock } = world
const meetings = await givenMeetings(world)

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await rows('DELETE FROM disclosure_requests')
  await rows(`DELETE FROM sharing_grants WHERE basis = 'invitation'`)
  await rows('UPDATE contributions SET guest_invitation_id = NULL')
  await rows('DELETE FROM guest_invitations')
  await rows(`UPDATE memberships SET ended_at = '2026-03-02T09:00:00Z' WHERE role IN ('guest', 'observer')`)
  await meetings.startOver()
})

async function invited(item: ListedCase, email: string, by: PersonName = 'housing') {
  const body = { ...proposeGuest.example, email, name: `Guest ${email}` }
  const { id, version } = await done(as[by], proposeGuest, { params: { itemId: item.itemId }, body })
  await done(as.coordinator, agreeInvitation, { params: { invitationId: id }, version, body: {} })
  const guest = await world.signIn(email)
  await done(guest, signMyInvitation, { body: { agreed: true } })
  return guest
}

/** Two cases at one meeting, each with words of its own; a guest of the first who is there, and one who never came. */
async function held(meanwhile = async (_: ListedCase) => {}) {
  const item = await meetings.listed()
  const other = await meetings.listed()
  const params = { meetingId: item.meetingId }
  const noor = await invited(item, 'noor@refuge.example')
  await invited(item, 'absent@refuge.example')
  await meetings.open(item.meetingId)
  await done(noor, enterRoom, { params, body: {} })
  await done(noor, contribute, { params: { itemId: item.itemId }, body: { words: 'She sleeps at ours' } })
  await meanwhile(item)
  clock.set('2026-03-02T09:05:00Z')
  for (const [one, words] of [
    [item, 'A room is free from Monday'],
    [other, 'The other must stay unknown'],
  ] as const) {
    await done(as.housing, contribute, { params: { itemId: one.itemId }, body: { words } })
    const body = { decisions: `${words}, all agree` }
    await done(as.chair, recordItem, { params: { itemId: one.itemId }, body, version: 1 })
    await meetings.discuss(one)
    clock.set('2026-03-02T09:10:00Z')
  }
  await meetings.close(item.meetingId)
  return { item, other, params }
}

const releases = async (meetingId: string) =>
  (await done(as.coordinator, listDisclosures, { params: { meetingId } })).items
const mailed = async (to: string) => {
  await world.runJobs()
  return world.services.mailer
    .caught()
    .filter((mail) => mail.to === to && mail.text.includes('/released-copies/'))
    .map(({ text }) => new URL(/https?:\S+/.exec(text)?.[0] ?? '').pathname)
}
const fetched = (path: string) =>
  world.app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: '',
  })

it('GST-1 MTG-8 ACC-6 a guest who was there gets the minutes of that case alone, by a link that works once, and who never came gets none', async () => {
  const { item, other, params } = await held()
  expect(await releases(item.meetingId)).toEqual([])
  await meetings.distribute(item.meetingId)
  expect(await releases(item.meetingId)).toMatchObject([
    {
      kind: 'minutes',
      itemId: item.itemId,
      recipientEmail: 'noor@refuge.example',
      ofGuest: true,
      state: 'agreed',
    },
  ])
  expect(await mailed('absent@refuge.example')).toEqual([])
  const [path] = await mailed('noor@refuge.example')
  clock.set('2026-03-05T09:00:00Z')
  const got = await fetched(path!)
  expect(got.statusCode).toBe(200)
  const text = (await pagesOf(got.rawPayload)).join(' ').replaceAll(/\s+/g, ' ')
  expect(text).toContain('A room is free from Monday, all agree')
  const references = await rows<{ id: string; reference: string }>('SELECT id, reference FROM cases')
  const named = references.filter(({ reference }) => text.includes(reference)).map(({ id }) => id)
  expect(named).toEqual([item.caseId])
  expect(text).not.toContain('must stay unknown')
  expect((await fetched(path!)).statusCode).not.toBe(200)
  expect(
    await rows(`SELECT seen FROM audit_events WHERE action = 'disclosure.opened' ORDER BY at DESC LIMIT 1`),
  ).toEqual([{ seen: [item.caseId] }])
  expect(await releases(params.meetingId)).toMatchObject([{ openedAt: '2026-03-05T09:00:00Z' }])
  expect(other.caseId).not.toBe(item.caseId)
})

it('GST-1 it is time-limited, and can be taken back until it is fetched', async () => {
  const { item } = await held()
  await meetings.distribute(item.meetingId)
  const [path] = await mailed('noor@refuge.example')
  const [{ id, version } = { id: '', version: 0 }] = await releases(item.meetingId)
  clock.set('2026-03-12T09:00:00Z')
  expect((await fetched(path!)).statusCode).not.toBe(200)
  clock.set('2026-03-03T09:00:00Z')
  await done(as.coordinator, takeBackDisclosure, {
    params: { disclosureId: id },
    version,
    body: takeBackDisclosure.example,
  })
  expect((await fetched(path!)).statusCode).not.toBe(200)
})

it('GST-1 ACC-8 nothing goes to a guest whom she refuses since', async () => {
  const refused = await held(async ({ caseId }) => {
    const [noor] = await rows<{ id: string }>(`SELECT id FROM accounts WHERE email = 'noor@refuge.example'`)
    await done(as.outreach, recordLimit, {
      params: { caseId },
      body: { kind: 'worker', agencyId: agencies.housing, accountId: noor!.id, saidOn: '2026-03-02' },
    })
  })
  await meetings.distribute(refused.item.meetingId)
  expect(await releases(refused.item.meetingId)).toEqual([])
})

it('GST-1 CON-3 consent that is withdrawn after the minutes went out leaves nothing behind the link', async () => {
  const { item } = await held()
  await meetings.distribute(item.meetingId)
  const [path] = await mailed('noor@refuge.example')
  const [consent] = await rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [item.caseId])
  await done(as.outreach, withdrawConsent, {
    params: { consentId: consent!.id },
    body: withdrawConsent.example,
  })
  const got = await fetched(path!)
  const text = got.statusCode === 200 ? (await pagesOf(got.rawPayload)).join(' ') : ''
  expect(text).not.toMatch(/A room is free|Rosa|EMP-/)
})

it('GST-1 MTG-8 a correction comes to the guest where it touches her case: what she has not fetched is sent again, what she has comes anew', async () => {
  const { item, other, params } = await held()
  await meetings.distribute(item.meetingId)
  const correct = async (of: ListedCase, version: number) => {
    await done(as.coordinator, correctMinutes, { params, version, body: correctMinutes.example })
    const { items } = await done(as.coordinator, readMinutesDraft, { params })
    const [reference] = await rows<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [
      of.caseId,
    ])
    const one = items.find(({ caseReference }) => caseReference === reference!.reference)!
    await done(as.coordinator, editMinutedItem, {
      params: { minutedItemId: one.id },
      version: one.version,
      body: { record: { decisions: 'The room is free from Tuesday' } },
    })
    await meetings.distribute(item.meetingId)
  }
  const sent = (await mailed('noor@refuge.example')).length
  await correct(other, 1)
  expect(await mailed('noor@refuge.example')).toHaveLength(sent)
  await correct(item, 2)
  const again = await mailed('noor@refuge.example')
  expect([again.length - sent, (await releases(item.meetingId)).length]).toEqual([1, 1])
  const got = await fetched(again[0]!)
  expect((await pagesOf(got.rawPayload)).join(' ').replaceAll(/\s+/g, ' ')).toContain('free from Tuesday')
  await correct(item, 3)
  expect((await releases(item.meetingId)).length).toBe(2)
})
