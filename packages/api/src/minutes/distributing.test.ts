import { recordLimit } from '@alongside/shared/limits/contract'
import { canonical, isAsDistributed, leafCount } from '@alongside/shared/minutes/canonical'
import * as contract from '@alongside/shared/minutes/contract'
import { readReferral, respondToReferral } from '@alongside/shared/referrals/contract'
import { readMyWork } from '@alongside/shared/work/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'
import { sha256 } from './queries.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock, agencies } = world
const { refusal, listed, drafted, sign, open, itemOf, discuss, close, distribute, startOver } =
  await givenMeetings(world)

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await startOver()
})

const draftOf = ({ meetingId }: ListedCase) =>
  done(as.coordinator, contract.readMinutesDraft, { params: { meetingId } })
const endBasis = ({ caseId }: ListedCase) =>
  rows(`UPDATE sharing_grants SET until_at = $2 WHERE case_id = $1 AND basis = 'consent'`, [
    caseId,
    clock.now(),
  ])

it('MTG-8 the coordinator words each part; her voice and the actions stay as they are', async () => {
  const item = await drafted()
  const draft = await draftOf(item)
  const [one] = draft.items
  const params = { minutedItemId: one!.id }
  const body = {
    record: { riskPlan: 'The police patrol.', decisions: '' },
    contributions: [{ id: one!.contributions[0]!.id, words: 'She said no.' }],
  }
  const { body: worded } = await as.coordinator(contract.editMinutedItem, {
    params,
    body,
    version: one!.version,
  })
  expect(worded).toEqual({
    ...one,
    version: 2,
    record: { riskPlan: 'The police patrol.' },
    contributions: [{ ...one!.contributions[0], words: 'She said no.' }],
  })
  const noted = await done(as.chair, contract.editMinutes, {
    params: { meetingId: item.meetingId },
    body: { notes: 'We begin at half past nine.' },
    version: draft.version + 1,
  })
  expect(noted).toMatchObject({ notes: 'We begin at half past nine.', edition: 1, items: [worded] })
  // What was said in the room stays as it was said.
  expect((await itemOf(item)).record).toEqual({ riskPlan: 'Patrol', decisions: 'A room' })
  expect(
    await rows(`SELECT 1 FROM minutes WHERE position(convert_to('half past', 'utf8') IN notes) > 0`),
  ).toEqual([])
})

it('MTG-8 what was typed on a version that has passed is refused, and nothing changes', async () => {
  const item = await drafted()
  const { version, items } = await draftOf(item)
  const params = { minutedItemId: items[0]!.id }
  const body = { record: { riskPlan: 'Mine' } }
  await done(as.chair, contract.editMinutedItem, {
    params,
    body: { record: { riskPlan: 'Hers' } },
    version: 1,
  })
  expect(await refusal('coordinator', contract.editMinutedItem, { params, body, version: 1 })).toEqual([
    412,
    'version.stale',
  ])
  // Who distributes must have read what was worded last.
  const meeting = { params: { meetingId: item.meetingId }, body: {} }
  expect(await refusal('coordinator', contract.distributeMinutes, { ...meeting, version })).toEqual([
    412,
    'version.stale',
  ])
  const unknown = { params, body: { contributions: [{ id: items[0]!.id, words: 'x' }] }, version: 2 }
  expect(await refusal('chair', contract.editMinutedItem, unknown)).toEqual([422, 'reference.unknown'])
  expect(
    await refusal('chair', contract.editMinutedItem, { params, body: { deferredFor: 'x' }, version: 2 }),
  ).toEqual([422, 'reference.unknown'])
})

it('MTG-8 ACC-4 a draft is neither read, worded, distributed nor corrected by a member', async () => {
  const item = await drafted()
  const { items } = await draftOf(item)
  const call = { params: { meetingId: item.meetingId } }
  const no = [403, 'access.not_permitted']
  expect(await refusal('housing', contract.readMinutesDraft, call)).toEqual(no)
  expect(await refusal('housing', contract.distributeMinutes, { ...call, body: {}, version: 1 })).toEqual(no)
  expect(
    await refusal('housing', contract.editMinutes, { ...call, body: { notes: '' }, version: 1 }),
  ).toEqual(no)
  const body = { whatChanged: 'x', why: 'y' }
  expect(await refusal('housing', contract.correctMinutes, { ...call, body, version: 1 })).toEqual(no)
  const edit = { params: { minutedItemId: items[0]!.id }, body: {}, version: 1 }
  // To who does not draft it there is no such item: whoever hears a case may be the one who words it (ACC-9).
  expect(await refusal('housing', contract.editMinutedItem, edit)).toEqual([404, 'not_found'])
  expect(await refusal('constable', contract.editMinutedItem, edit)).toEqual([404, 'not_found'])
})

it('MTG-8 two who distribute at once: one does, the other is told, and there is one version', async () => {
  const item = await drafted()
  const { version } = await draftOf(item)
  const call = { params: { meetingId: item.meetingId }, body: {}, version }
  const answers = await Promise.all([
    as.chair(contract.distributeMinutes, call),
    as.coordinator(contract.distributeMinutes, call),
  ])
  const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b)
  expect([
    [200, 409],
    [200, 412],
  ]).toContainEqual(statuses)
  expect(await rows('SELECT 1 FROM minutes WHERE distributed_at IS NOT NULL')).toHaveLength(1)
  expect(
    await rows(`SELECT 1 FROM outbox_events WHERE type = 'minutes.distributed' AND data->>'meetingId' = $1`, [
      item.meetingId,
    ]),
  ).toHaveLength(1)
})

it('MTG-8 an edit that comes as the minutes are distributed is in them or refused, never behind them', async () => {
  const item = await drafted()
  const { version, items } = await draftOf(item)
  const [edited] = await Promise.all([
    as.chair(contract.editMinutedItem, {
      params: { minutedItemId: items[0]!.id },
      body: { record: { riskPlan: 'At the last moment' } },
      version: 1,
    }),
    as.coordinator(contract.distributeMinutes, { params: { meetingId: item.meetingId }, body: {}, version }),
  ])
  if (edited.status === 200) await distribute(item.meetingId)
  const { body } = await as.coordinator(contract.readMinutes, { params: { meetingId: item.meetingId } })
  expect(body.items[0]?.record.riskPlan).toBe(edited.status === 200 ? 'At the last moment' : 'Patrol')
  expect(await isAsDistributed(body, sha256)).toBe(true)
})

it('MTG-8 each reader can prove that her copy is what was distributed, and cannot count what she does not see', async () => {
  const rosa = await listed()
  const nell = await listed({ agrees: ['lantern', 'police'] })
  await open(rosa.meetingId)
  await sign(rosa.meetingId, 'police')
  for (const item of [rosa, nell]) await discuss(item)
  await close(rosa.meetingId)
  const whole = await distribute(rosa.meetingId)
  const params = { meetingId: rosa.meetingId }
  const copies = [whole]
  for (const who of ['housing', 'police'] as const)
    copies.push(await done(as[who], contract.readMinutes, { params }))
  expect(copies.map(({ items }) => items.length)).toEqual([2, 1, 1])
  for (const copy of copies) {
    expect(await isAsDistributed(copy, sha256)).toBe(true)
    expect({ hash: copy.hash, leaves: copy.leaves.length }).toEqual({ hash: whole.hash, leaves: leafCount })
    const [item] = copy.items
    const forged = { ...copy, items: [{ ...item!, record: { decisions: 'Nothing was agreed.' } }] }
    expect(await isAsDistributed(forged, sha256)).toBe(false)
    expect(await isAsDistributed({ ...copy, notes: 'Added later' }, sha256)).toBe(false)
  }
  clock.set('2026-05-01T09:00:00Z')
  expect((await as.coordinator(contract.readMinutes, { params })).body).toEqual(whole)
  expect(canonical({ b: 1, a: ['é', null, { d: undefined, c: true }] })).toBe(
    '{"a":["é",null,{"c":true}],"b":1}',
  )
})

it('CON-3 without a basis in force an item of a draft is its line, is not worded, and goes out as its line; what went out before stays', async () => {
  const item = await drafted()
  await endBasis(item)
  const { items } = await draftOf(item)
  expect(items).toMatchObject([
    { withheld: true, name: '', record: {}, contributions: [], actions: [], herVoice: [] },
  ])
  const edit = { params: { minutedItemId: items[0]!.id }, body: { record: { riskPlan: 'x' } }, version: 1 }
  expect(await refusal('chair', contract.editMinutedItem, edit)).toEqual([409, 'item.basis_missing'])
  const went = await distribute(item.meetingId)
  expect(JSON.stringify(went)).not.toMatch(/Rosa|Patrol|refused/)
  expect(await isAsDistributed(went, sha256)).toBe(true)

  await startOver()
  await rows(`UPDATE sharing_grants SET until_at = NULL WHERE case_id = $1`, [item.caseId])
  const other = await drafted()
  await distribute(other.meetingId)
  await endBasis(other)
  const { body } = await as.coordinator(contract.readMinutes, { params: { meetingId: other.meetingId } })
  expect(body.items).toMatchObject([{ withheld: false, name: 'Rosa', record: { riskPlan: 'Patrol' } }])
  // Housing’s grant rested on the consent, and ended with it.
  expect(
    (await as.housing(contract.readMinutes, { params: { meetingId: other.meetingId } })).body.items,
  ).toEqual([])
})

it('MTG-8 a correction is a new version that says what changed and why; the one before stays readable with its hash', async () => {
  const item = await drafted()
  const first = await distribute(item.meetingId)
  const params = { meetingId: item.meetingId }
  const body = { whatChanged: 'The date of one action', why: 'It was a week too early' }
  expect(await refusal('chair', contract.correctMinutes, { params, body, version: 2 })).toEqual([
    412,
    'version.stale',
  ])
  clock.set('2026-03-16T09:00:00Z')
  const begun = await done(as.coordinator, contract.correctMinutes, { params, body, version: 1 })
  expect(begun).toMatchObject({
    edition: 2,
    version: 1,
    correction: body,
    items: [{ record: { riskPlan: 'Patrol' } }],
  })
  expect(await refusal('chair', contract.correctMinutes, { params, body, version: 2 })).toEqual([
    409,
    'minutes.being_drafted',
  ])
  // Until it is distributed, members read the first.
  expect((await as.housing(contract.readMinutes, { params })).body).toMatchObject({
    version: 1,
    hash: first.hash,
  })

  await done(as.chair, contract.editMinutedItem, {
    params: { minutedItemId: begun.items[0]!.id },
    body: { record: { decisions: 'A room from Monday' } },
    version: 1,
  })
  const second = await distribute(item.meetingId)
  expect(second).toMatchObject({
    version: 2,
    correction: body,
    items: [{ record: { decisions: 'A room from Monday' } }],
    versions: [
      { version: 2, correction: body },
      { version: 1, hash: first.hash, correction: null },
    ],
  })
  expect(await isAsDistributed(second, sha256)).toBe(true)
  const latest = await done(as.housing, contract.readMinutes, { params })
  expect(latest.version).toBe(2)
  const earlier = await done(as.housing, contract.readMinutes, { params, query: { version: 1 } })
  expect(earlier).toMatchObject({
    version: 1,
    hash: first.hash,
    items: [{ record: { decisions: 'A room' } }],
  })
  expect(await isAsDistributed(earlier, sha256)).toBe(true)
  expect(await refusal('housing', contract.readMinutes, { params, query: { version: 3 } })).toEqual([
    404,
    'not_found',
  ])
})

it('MTG-8 each agency acknowledges once for each version; the coordinator sees who has not, members only their own', async () => {
  const item = await drafted()
  const params = { meetingId: item.meetingId }
  expect(await refusal('housing', contract.acknowledgeMinutes, { params, body: { version: 1 } })).toEqual([
    422,
    'reference.unknown',
  ])
  await distribute(item.meetingId)
  const waiting = async (who: 'housing' | 'coordinator') =>
    (await done(as[who], readMyWork)).minutesToAcknowledge
  expect(await waiting('housing')).toMatchObject([{ ...params, version: 1 }])
  expect(await waiting('coordinator')).toEqual([])
  expect(await refusal('lettings', contract.acknowledgeMinutes, { params, body: { version: 1 } })).toEqual([
    403,
    'meeting.confidentiality_unsigned',
  ])
  const receipt = await done(as.housing, contract.acknowledgeMinutes, { params, body: { version: 1 } })
  expect(receipt).toMatchObject({
    version: 1,
    agencyName: 'Harbour Homes',
    by: 'Sam Osei',
    at: '2026-03-02T09:00:00Z',
  })
  clock.set('2026-03-03T09:00:00Z')
  expect(await done(as.housing, contract.acknowledgeMinutes, { params, body: { version: 1 } })).toEqual(
    receipt,
  )
  expect(await waiting('housing')).toEqual([])

  const { body: told } = await as.coordinator(contract.readMinutes, { params })
  expect(told.receipts).toEqual([receipt])
  expect(told.notYetReceived?.map(({ agencyName }) => agencyName)).not.toContain('Harbour Homes')
  expect(told.notYetReceived?.length).toBeGreaterThan(3)
  expect(told.notYetReceived?.map(({ agencyName }) => agencyName)).not.toContain('Lantern')
  expect((await as.housing(contract.readMinutes, { params })).body).toMatchObject({
    receipt,
    receipts: null,
    notYetReceived: null,
  })
  await done(as.coordinator, contract.correctMinutes, {
    params,
    body: { whatChanged: 'x', why: 'y' },
    version: 1,
  })
  expect(await waiting('housing')).toEqual([])
  await distribute(item.meetingId)
  expect(await waiting('housing')).toMatchObject([{ ...params, version: 2 }])
})

it('MTG-8 a correction begun by mistake is dropped: what is distributed stands; a first draft is not', async () => {
  const item = await drafted()
  const params = { meetingId: item.meetingId }
  expect(await refusal('chair', contract.dropCorrection, { params, body: {}, version: 1 })).toEqual([
    409,
    'minutes.first_draft',
  ])
  const first = await distribute(item.meetingId)
  expect(await refusal('chair', contract.dropCorrection, { params, body: {}, version: 2 })).toEqual([
    409,
    'minutes.distributed',
  ])
  const body = { whatChanged: 'x', why: 'y' }
  const begun = await done(as.coordinator, contract.correctMinutes, { params, body, version: 1 })
  expect(await refusal('housing', contract.dropCorrection, { params, body: {}, version: 1 })).toEqual([
    403,
    'access.not_permitted',
  ])
  const after = await done(as.coordinator, contract.dropCorrection, {
    params,
    body: {},
    version: begun.version,
  })
  expect(after).toMatchObject({ version: 1, hash: first.hash, correctionBegun: false })
  expect(await rows('SELECT FROM minutes')).toHaveLength(1)
  expect(await rows('SELECT FROM minuted_items')).toHaveLength(1)
})

it('CON-3 MTG-8 a correction leaves what it does not touch as it was distributed, for who may still see it', async () => {
  const item = await drafted()
  await distribute(item.meetingId)
  await endBasis(item)
  const params = { meetingId: item.meetingId }
  const body = { whatChanged: 'The general notes', why: 'They were missing' }
  await done(as.coordinator, contract.correctMinutes, { params, body, version: 1 })
  // It is not read again without a basis, nor worded.
  expect((await draftOf(item)).items).toMatchObject([{ withheld: true, name: '' }])
  const corrected = await distribute(item.meetingId)
  expect(corrected.items).toMatchObject([{ withheld: false, name: 'Rosa', record: { riskPlan: 'Patrol' } }])
  expect(await isAsDistributed(corrected, sha256)).toBe(true)
  // Housing’s grant ended with the consent.
  expect((await done(as.housing, contract.readMinutes, { params })).items).toEqual([])
})

it('REF-8 REF-11 ACC-8 an agency that she refused owes no answer: the referral closes as the minutes go out, as she refuses it, or by the last who owes one', async () => {
  const answers = { addressedTo: { meeting: true, agencies: [agencies.health, agencies.housing] } }
  const state = async ({ referralId }: { referralId: string }) =>
    (await rows<{ state: string }>('SELECT state FROM referrals WHERE id = $1', [referralId]))[0]?.state
  const refuses = ({ caseId }: { caseId: string }) =>
    done(as.coordinator, recordLimit, {
      params: { caseId },
      body: { kind: 'agency', agencyId: agencies.housing, saidOn: '2026-03-02' },
    })
  const before = await listed({ answers })
  const after = await listed({ answers })
  const late = await listed({ answers })
  const answered = async ({ referralId }: { referralId: string }) => {
    const params = { referralId }
    const { version } = await done(as.health, readReferral, { params })
    await done(as.health, respondToReferral, { params, version, body: respondToReferral.example })
  }
  for (const item of [before, after]) await answered(item)
  await open(before.meetingId)
  for (const item of [before, late]) await refuses(item)
  for (const item of [before, after, late]) await discuss(item)
  await close(before.meetingId)
  await distribute(before.meetingId)
  expect([await state(before), await state(after), await state(late)]).toEqual([
    'closed',
    'discussed',
    'discussed',
  ])
  await answered(late)
  expect(await state(late)).toBe('closed')
  await refuses(after)
  await world.runJobs()
  expect(await state(after)).toBe('closed')
  const [line] = await rows(
    `SELECT old_value, account_id FROM history WHERE subject_id = $1 AND new_value = 'closed'`,
    [after.referralId],
  )
  expect(line).toEqual({ old_value: 'discussed', account_id: null })
})
