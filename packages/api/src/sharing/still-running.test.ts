import { readAction } from '@alongside/shared/actions/contract'
import { readCase } from '@alongside/shared/cases/contract'
import { recordConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import {
  confirmSharingStopped,
  readSharingChange,
  settleSharingWork,
} from '@alongside/shared/sharing/contract'
import { readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, rows, clock } = world
const { listed, open, agree } = await givenMeetings(world)
const first = await listed()
const second = await listed()
await open(first.meetingId)

/** An action of housing on each, and then she withdraws. */
async function lost(item: typeof first) {
  const action = await agree(item)
  clock.set(new Date(Date.parse(clock.now()) + 60_000).toISOString())
  const { consents } = await done(as.outreach, readCase, { params: { caseId: item.caseId } })
  await done(as.outreach, withdrawConsent, {
    params: { consentId: consents[0]?.id ?? '' },
    body: { how: 'On the phone' },
  })
  await world.runJobs()
  const [change] = (await done(as.housing, readMyWork)).sharingToStop
  if (!change) throw new Error('nothing to stop')
  return { action, params: { sharingChangeId: change.id } }
}
const tables = ['actions', 'sharing_work']

it('CON-3 ACC-3 an action whose owner lost the case stays in sight by its reference, is stopped there, and handed over here', async () => {
  const { action, params } = await lost(first)
  const actionParams = { params: { actionId: action.id } }
  expect((await as.housing(readAction, actionParams)).status).toBe(404)
  const told = await done(as.housing, readSharingChange, { params })
  expect(told.work.map(({ kind, reference, because }) => [kind, reference, because])).toContainEqual([
    'action',
    action.reference,
    null,
  ])
  expect(JSON.stringify(told)).not.toMatch(/Rosa|lock|Find a room/)

  await done(as.lettings, confirmSharingStopped, { params, body: {} })
  expect((await done(as.housing, readMyWork)).sharingToStop).toEqual([])
  expect(await refusalOf(world, tables, as.housing, confirmSharingStopped, { params, body: {} })).toEqual([
    409,
    'sharing.nothing_runs',
  ])

  expect((await done(as.coordinator, readMyWork)).sharingToSettle).toMatchObject([
    { id: params.sharingChangeId, agencyNames: ['Eastmarsh Hospital', 'Harbour Homes'] },
  ])
  const { work } = await done(as.coordinator, readSharingChange, { params })
  const mine = work.find(({ kind }) => kind === 'action')
  expect(Date.parse(mine?.stoppedAt ?? '')).toBe(Date.parse(clock.now()))
  const settle = { params: { sharingWorkId: mine?.id ?? '' } }
  const because = 'Outreach knows a room.'
  const over = { ...settle, body: { answer: 'handed_over', because, toAgencyId: agencies.health } } as const
  expect(await refusalOf(world, tables, as.coordinator, settleSharingWork, over)).toEqual([
    422,
    'answers.incomplete',
  ])
  expect(await refusalOf(world, tables, as.housing, settleSharingWork, over)).toEqual([
    403,
    'access.not_permitted',
  ])
  const settled = await done(as.coordinator, settleSharingWork, {
    ...settle,
    body: { answer: 'handed_over', because, toAgencyId: agencies.lantern },
  })
  expect(settled.work.find(({ id }) => id === mine?.id)).toMatchObject({
    answer: 'handed_over',
    toAgencyName: 'Lantern',
    because,
  })
  expect(await done(as.outreach, readAction, actionParams)).toMatchObject({
    ownerAgencyId: agencies.lantern,
    state: 'open',
  })
  expect(
    (await done(as.housing, readSharingChange, { params })).work.map((one) => one.because),
  ).not.toContain(because)
  expect(
    await refusalOf(world, tables, as.coordinator, settleSharingWork, {
      ...settle,
      body: { answer: 'stopped', because },
    }),
  ).toEqual([409, 'sharing.settled'])
})

it('CON-3 REF-11 what is left has a new date, beside the one that it had, and does not stay late for ever', async () => {
  const { action, params } = await lost(second)
  const { work } = await done(as.coordinator, readSharingChange, { params })
  const mine = work.find(({ kind }) => kind === 'action')
  const settle = { params: { sharingWorkId: mine?.id ?? '' } }
  const because = 'The lease is signed; its end is theirs to tell.'
  expect(
    await refusalOf(world, tables, as.coordinator, settleSharingWork, {
      ...settle,
      body: { answer: 'left', because },
    }),
  ).toEqual([422, 'answers.incomplete'])
  await done(as.coordinator, settleSharingWork, {
    ...settle,
    body: { answer: 'left', because, until: '2026-05-29' },
  })
  expect(await done(as.coordinator, readAction, { params: { actionId: action.id } })).toMatchObject({
    dueOn: '2026-05-29',
    closedAt: null,
  })
})

it('CON-3 who may read it again has nothing to stop any more', async () => {
  const [before] = await rows<{ case_id: string; id: string }>(
    `INSERT INTO sharing_work (partnership_id, id, change_id, case_id, agency_id, kind, subject_id)
      SELECT s.partnership_id, gen_random_uuid(), s.id, s.case_id, $2, 'papers', gen_random_uuid() FROM sharing_changes s
       WHERE s.case_id = $1 LIMIT 1 RETURNING case_id, id`,
    [second.caseId, agencies.housing],
  )
  clock.set(new Date(Date.parse(clock.now()) + 60_000).toISOString())
  await done(as.outreach, recordConsent, {
    params: { caseId: before?.case_id ?? '' },
    body: {
      ...recordConsent.example,
      agreedAgencies: [agencies.lantern, agencies.housing],
      givenOn: '2026-03-02',
      until: '2026-09-02',
    },
  })
  expect(await rows('SELECT answer FROM sharing_work WHERE id = $1', [before?.id])).toEqual([
    { answer: 'reads_again' },
  ])
})
