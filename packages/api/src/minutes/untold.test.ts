import { previewDisclosure, requestDisclosure } from '@alongside/shared/disclosures/contract'
import { downloadCopy, readPaper, registerCopy } from '@alongside/shared/documents/contract'
import { documentKinds } from '@alongside/shared/documents/rules'
import { closeCaseToPerson, endExclusion } from '@alongside/shared/exclusions/contract'
import { readMeeting } from '@alongside/shared/meetings/contract'
import {
  correctMinutes,
  dropCorrection,
  editMinutedItem,
  readMinutes,
  readMinutesDraft,
} from '@alongside/shared/minutes/contract'
import { operations } from '@alongside/shared/operations'
import { closeItem, confirmSteppedOut } from '@alongside/shared/room/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { givenSystems } from '../../test/given-systems.ts'
import { pagesOf } from '../../test/pages-of-pdf.ts'
import { openEastmarsh } from '../../test/world.ts'
import { type AgencyName, emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, agencies, clock } = world
const { listed, sign, open, itemOf, close, distribute, startOver } = await givenMeetings(world)
const systems = givenSystems(world)
const everybody: AgencyName[] = ['lantern', 'health', 'housing', 'police', 'probation']
const readers: PersonName[] = ['coordinator', 'chair', 'health', 'housing', 'outreach', 'probation']
const untold = 'Neil Vale'
const told = 'Stepped out for this case: Lee Park, Harbour Homes.'

const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]!.id

/** A case from which two were seen to leave: one who knows that it is closed to him, and one who does not. */
let item: ListedCase
let params: { meetingId: string }
let exclusionId: string
beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await startOver()
  item = await listed({ agrees: everybody })
  params = { meetingId: item.meetingId }
  const closing = async (who: PersonName, agency: AgencyName, isTold: boolean) => ({
    params: { caseId: item.caseId },
    body: {
      ...{ accountId: await accountOf(who), agencyId: agencies[agency], told: isTold },
      ...{ knows: 'who_harms' as const, words: 'He is the man.' },
    },
  })
  exclusionId = (await done(as.coordinator, closeCaseToPerson, await closing('police', 'police', false))).id
  await done(as.coordinator, closeCaseToPerson, await closing('lettings', 'housing', true))
  await sign(item.meetingId, 'police', 'lettings', 'outreach', 'probation')
})

async function spokenOf() {
  await open(item.meetingId)
  const people = [await accountOf('police'), await accountOf('lettings')]
  const of = { params: { itemId: item.itemId } }
  await done(as.chair, confirmSteppedOut, { ...of, body: { people } })
  await done(as.chair, closeItem, { ...of, body: {}, version: (await itemOf(item)).version })
}

/** What is kept of the item, without the list of who was in the room, on which everybody stands. */
const ofItems = ({ items }: { items: unknown }) => JSON.stringify(items)

async function pdfOf(who: PersonName, kind: (typeof documentKinds)[number]) {
  const copy = await done(as[who], registerCopy, { body: { ...params, kind } })
  const { bytes } = await done(as[who], downloadCopy, { params: { copyId: copy.id } })
  return (await pagesOf(bytes as Uint8Array)).join(' ').replace(/\s+/g, ' ')
}

it('HRM-1 ACC-9 whatever keeps who stepped out is in the list of its readers', () => {
  const keeping = operations
    .filter(({ reply }) => /"(steppedOut|stepsOut)"/.test(JSON.stringify(reply)))
    .map(({ id }) => id)
  // A new one is read below by everybody, and comes into this list then.
  expect(keeping.toSorted()).toEqual([
    'correctMinutes',
    'distributeMinutes',
    'dropCorrection',
    'editMinutedItem',
    'editMinutes',
    'previewDisclosure',
    'readMinutes',
    'readMinutesDraft',
    'readPaper',
  ])
})

it('HRM-1 ACC-9 minutes name who was seen to leave, and nobody to whom the case is closed untold: to no reader, in no draft, correction, paper or file, nor to a system', async () => {
  await spokenOf()
  await close(item.meetingId)
  for (const who of ['coordinator', 'chair'] as const) {
    const draft = await done(as[who], readMinutesDraft, { params })
    expect(draft.items.map(({ steppedOut }) => steppedOut)).toEqual([
      [{ name: 'Lee Park', agencyName: 'Harbour Homes' }],
    ])
  }
  const [drafted] = (await done(as.coordinator, readMinutesDraft, { params })).items
  const worded = await done(as.coordinator, editMinutedItem, {
    params: { minutedItemId: drafted!.id },
    version: drafted!.version,
    body: { record: { riskPlan: 'Patrol the lane' } },
  })
  expect(JSON.stringify(worded)).not.toContain(untold)
  expect(ofItems(await distribute(item.meetingId))).not.toContain(untold)

  const look = async () => {
    for (const who of readers) {
      const minutes = await done(as[who], readMinutes, { params })
      expect(ofItems(minutes), who).toContain('Lee Park')
      expect(ofItems(minutes), who).not.toContain(untold)
      for (const kind of documentKinds.filter((one) => one !== 'attendance_list'))
        expect(
          ofItems(await done(as[who], readPaper, { params, query: { kind } })),
          `${who} ${kind}`,
        ).not.toContain(untold)
      expect((await done(as[who], readPaper, { params, query: { kind: 'minutes' } })).items).toMatchObject([
        { stepsOut: told },
      ])
    }
    const file = await pdfOf('housing', 'minutes')
    expect(file).toContain(told)
    expect(file.match(/Neil Vale/g)?.length ?? 0).toBe(
      (await presentNames()).filter((one) => one.includes(untold)).length,
    )
  }
  await look()
  const { version } = await done(as.coordinator, readMinutes, { params })
  const corrects = { whatChanged: 'One date', why: 'It was written down a week too early' }
  const correct = () => done(as.coordinator, correctMinutes, { params, version, body: corrects })
  const begun = await correct()
  expect(ofItems(begun)).not.toContain(untold)
  expect(
    ofItems(await done(as.coordinator, dropCorrection, { params, version: begun.version })),
  ).not.toContain(untold)
  await correct()
  await distribute(item.meetingId)
  await look()

  const recipient = {
    ...{ recipientName: 'Dr. Helen Marsh', recipientOrganisation: 'Northgate Refuge' },
    ...{ recipientEmail: 'helen.marsh@northgate.example', reason: 'She moves there on Friday' },
  }
  const asked = { body: { meetingId: item.meetingId, kind: 'minutes' as const, ...recipient } }
  const { id: disclosureId } = await done(as.housing, requestDisclosure, asked)
  const released = await done(as.coordinator, previewDisclosure, { params: { disclosureId }, body: {} })
  expect(ofItems(released)).not.toContain(untold)

  const { call } = await systems.calling({ by: 'health' })
  const read = await call(readMinutes, { params })
  expect(read.status === 200 ? ofItems(read.body) : '').not.toContain(untold)
})

const presentNames = async () =>
  (await done(as.housing, readMinutes, { params })).present.map(({ name }) => name)

it('HRM-1 ACC-9 nor papers before it, whoever makes them: the agenda and the pack say who steps out, and not him', async () => {
  await rows('UPDATE meetings SET agenda_published_at = now() WHERE id = $1', [item.meetingId])
  await sign(item.meetingId, 'coordinator', 'chair')
  for (const who of ['coordinator', 'chair'] as const) {
    expect(
      (await done(as[who], readMeeting, { params })).agenda.flatMap(({ stepOut }) =>
        stepOut.map(({ name }) => name),
      ),
    ).toContain(`Det. Sgt. ${untold}`)
    for (const kind of ['agenda', 'pack'] as const) {
      const { items } = await done(as[who], readPaper, { params, query: { kind } })
      expect(items).toMatchObject([{ stepsOut: expect.stringContaining('Lee Park of Harbour Homes') }])
      expect(JSON.stringify(items)).not.toContain(untold)
    }
  }
  expect(await pdfOf('coordinator', 'agenda')).not.toContain(untold)
})

it('HRM-1 ACC-9 nor where it was opened to him again before the meeting is closed: that it was closed he was never told', async () => {
  await spokenOf()
  clock.set('2026-03-02T09:01:00Z')
  const [{ version } = { version: 0 }] = await rows<{ version: number }>(
    'SELECT version FROM case_exclusions WHERE id = $1',
    [exclusionId],
  )
  await done(as.coordinator, endExclusion, {
    params: { exclusionId },
    version,
    body: { words: 'It was another man.' },
  })
  await close(item.meetingId)
  await distribute(item.meetingId)
  for (const who of [...readers, 'police'] as const)
    expect(ofItems(await done(as[who], readMinutes, { params })), who).not.toContain(untold)
})
