import { downloadCopy, readPaper, registerCopy } from '@alongside/shared/documents/contract'
import { liftLimit, listLimits, recordLimit } from '@alongside/shared/limits/contract'
import { closeMeeting, openMeeting, readMeeting } from '@alongside/shared/meetings/contract'
import {
  correctMinutes,
  distributeMinutes,
  editMinutedItem,
  editMinutes,
  readMinutes,
  readMinutesDraft,
} from '@alongside/shared/minutes/contract'
import * as room from '@alongside/shared/room/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { pagesOf } from '../../test/pages-of-pdf.ts'
import { outcomeOf, sqlAs } from '../../test/sql-as.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, agencies } = world
const { refusal, listed, sign, itemOf, discuss, distribute, startOver } = await givenMeetings(world)
const { within } = sqlAs(world, world.database.appUrl)

const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]!.id

/** A usual case, and one that health chaired: its person refuses the agency of chair and coordinator. The meeting is closed. */
let usual: ListedCase
let hers: ListedCase
let params: { meetingId: string }
beforeEach(async () => {
  await startOver()
  usual = await listed({ agrees: ['lantern', 'health', 'housing'] })
  hers = await listed({ agrees: ['lantern', 'health', 'housing'] })
  params = { meetingId: hers.meetingId }
  const said = { kind: 'agency' as const, agencyId: agencies.lantern, saidOn: '2026-03-02' }
  await done(as.health, recordLimit, { params: { caseId: hers.caseId }, body: said })
  const version = async () => (await done(as.chair, readMeeting, { params })).version
  const body = { accountId: await accountOf('health'), agencyId: agencies.health }
  await done(as.chair, room.nameDeputy, { params, version: await version(), body })
  await sign(hers.meetingId, 'chair', 'coordinator', 'health', 'housing', 'police')
  await done(as.chair, openMeeting, { params, version: await version(), body: {} })
  await done(as.chair, room.recordItem, {
    params: { itemId: usual.itemId },
    version: 1,
    body: { riskPlan: 'A usual plan' },
  })
  await discuss(usual)
  const ofHers = { params: { itemId: hers.itemId } }
  await done(as.health, room.recordItem, { ...ofHers, version: 1, body: { riskPlan: 'Patrol the lane' } })
  await done(as.health, room.closeItem, {
    ...ofHers,
    version: (await itemOf(hers, 'health')).version,
    body: {},
  })
  await done(as.chair, closeMeeting, { params, version: await version(), body: {} })
})

const draft = (who: PersonName) => done(as[who], readMinutesDraft, { params })
const plans = ({ items }: { items: readonly { record: { riskPlan?: string } }[] }) =>
  items.map(({ record }) => record.riskPlan)
const read = (who: PersonName) => done(as[who], readMinutes, { params })
const herItem = async () => {
  const [item] = (await draft('health')).items
  return { params: { minutedItemId: item!.id }, version: item!.version }
}

it('ACC-9 MTG-8 what a deputy chaired she words, the coordinator distributes it unread, and who may see the case reads it', async () => {
  // Each drafts her own part; the coordinator is told that there is more, and nothing of it.
  const before = await draft('coordinator')
  expect([plans(before), before.withheld]).toEqual([['A usual plan'], true])
  expect(plans(await draft('health'))).toEqual(['Patrol the lane'])
  const edit = { record: { riskPlan: 'Two officers walk the lane' } }
  await done(as.health, editMinutedItem, { ...(await herItem()), body: edit })

  // What was worded meanwhile the coordinator has not distributed.
  const stale = { params, version: before.version, body: {} }
  expect(await refusal('coordinator', distributeMinutes, stale)).toEqual([412, 'version.stale'])
  expect(plans(await distribute(hers.meetingId))).toEqual(['A usual plan'])

  for (const who of ['health', 'housing'] as const) {
    const minutes = await read(who)
    expect(plans(minutes)).toEqual(['A usual plan', 'Two officers walk the lane'])
    for (const { hash, withheld } of minutes.items) {
      expect(minutes.leaves).toContain(hash)
      expect(withheld).toBe(false)
    }
  }
  for (const who of ['coordinator', 'chair'] as const) {
    expect(plans(await read(who))).toEqual(['A usual plan'])
    expect(JSON.stringify(await read(who))).not.toContain('lane')
  }
  expect(plans(await read('police'))).toEqual([])
  // Distributed, it changes for nobody, the deputy included.
  const late = { ...(await herMinuted()), version: 2, body: edit }
  expect(await refusal('health', editMinutedItem, late)).toEqual([409, 'minutes.distributed'])

  // A correction loses nothing of it.
  const corrects = { whatChanged: 'One date', why: 'It was written down a week too early' }
  const { version } = await read('coordinator')
  await done(as.coordinator, correctMinutes, { params, version, body: corrects })
  await distribute(hers.meetingId)
  expect(plans(await read('housing'))).toEqual(['A usual plan', 'Two officers walk the lane'])
})

it('REF-11 ACC-9 the referral that a deputy chaired is closed as the minutes go out, unseen by who distributes them', async () => {
  const state = async () =>
    (await rows<{ state: string }>('SELECT state FROM referrals WHERE id = $1', [hers.referralId]))[0]?.state
  expect(await state()).toBe('discussed')
  await distribute(hers.meetingId)
  expect(await state()).toBe('closed')
  expect(
    await rows(
      `SELECT old_value, new_value, account_id FROM history WHERE subject_id = $1 AND new_value = 'closed'`,
      [hers.referralId],
    ),
  ).toEqual([{ old_value: 'discussed', new_value: 'closed', account_id: null }])
  // By hand the database settles nothing for who neither runs the meeting nor was asked.
  const settle = `SELECT app.close_settled('${hers.meetingId}', '{discussed}', 'closed')`
  for (const who of ['health', 'police'] as const)
    await expect(within(emailOf(who), (client) => client.query(settle))).rejects.toThrow(/not hers to settle/)
})

it('ACC-9 ACC-6 papers say who chairs, or did, to who may see the case, and to nobody else; also when her no is lifted since', async () => {
  const minuted = (await draft('health')).items
  expect(minuted.map(({ chairedBy }) => chairedBy)).toEqual([
    { name: 'Dr. Ruth Amadi', agencyName: 'Eastmarsh Hospital' },
  ])
  expect((await draft('coordinator')).items.map(({ chairedBy }) => chairedBy)).toEqual([undefined])
  await distribute(hers.meetingId)
  const said = 'Dr. Ruth Amadi, Eastmarsh Hospital, chaired this case.'
  const paper = async (who: PersonName, kind: 'agenda' | 'pack' | 'minutes') =>
    (await done(as[who], readPaper, { params, query: { kind } })).items.map(({ chairs }) => chairs)
  for (const kind of ['agenda', 'pack', 'minutes'] as const) {
    expect((await paper('housing', kind)).toSorted()).toEqual(['', said])
    for (const who of ['coordinator', 'chair'] as const) expect(await paper(who, kind)).toEqual([''])
    expect(await paper('police', kind)).toEqual([])
  }
  const copy = await done(as.housing, registerCopy, { body: { ...params, kind: 'pack' } })
  const { bytes } = await done(as.housing, downloadCopy, { params: { copyId: copy.id } })
  const [cover = ''] = await pagesOf(bytes as Uint8Array)
  expect(cover.replace(/\s+/g, ' ')).toContain(said)
  const { items } = await done(as.health, listLimits, { params: { caseId: hers.caseId } })
  for (const { id } of items)
    await done(as.health, liftLimit, { params: { limitId: id }, body: { words: 'She trusts them again' } })
  expect((await paper('housing', 'agenda')).toSorted()).toEqual(['', said])
})

const herMinuted = async () => {
  const [row] = await rows<{ id: string }>('SELECT id FROM minuted_items WHERE case_id = $1', [hers.caseId])
  return { params: { minutedItemId: row!.id } }
}

it('ACC-9 ACC-6 nobody else words it, and the deputy words nothing else; nothing changes', async () => {
  const { params: of, version } = await herItem()
  const body = { record: { riskPlan: 'Another' } }
  for (const who of ['coordinator', 'chair', 'housing', 'police'] as const)
    expect([who, ...(await refusal(who, editMinutedItem, { params: of, version, body }))]).toEqual([
      who,
      404,
      'not_found',
    ])
  for (const who of ['housing', 'police'] as const)
    expect((await as[who](readMinutesDraft, { params })).status).toBe(403)
  const [theirs] = (await draft('coordinator')).items
  const usualItem = { params: { minutedItemId: theirs!.id }, version: 1, body }
  expect(await refusal('health', editMinutedItem, usualItem)).toEqual([404, 'not_found'])
  const notes = { params, version: 1, body: { notes: 'Mine' } }
  expect(await refusal('health', editMinutes, notes)).toEqual([403, 'access.not_permitted'])
  expect(await refusal('health', distributeMinutes, { params, version: 1, body: {} })).toEqual([
    403,
    'access.not_permitted',
  ])
  await done(as.coordinator, editMinutes, { ...notes, body: { notes: 'The next begins earlier' } })
  expect((await draft('health')).notes).toBeNull()
})

it('ACC-9 CON-3 without a basis in force when it is distributed it goes out as its line alone', async () => {
  await rows(
    `UPDATE sharing_grants SET basis = 'own_referral', consent_id = NULL, referral_id = $2
    WHERE case_id = $1 AND basis = 'consent'`,
    [hers.caseId, hers.referralId],
  )
  await distribute(hers.meetingId)
  const { items, leaves } = await read('housing')
  expect(items.map(({ record, withheld }) => [record.riskPlan, withheld])).toEqual([
    ['A usual plan', false],
    [undefined, true],
  ])
  for (const { hash } of items) expect(leaves).toContain(hash)
})

it('ACC-9 the database lets a deputy word her item, and nothing else of a draft', async () => {
  const { params: of } = await herItem()
  const tried = (who: PersonName) =>
    within(emailOf(who), async (client) => ({
      items: await outcomeOf(client, `UPDATE minuted_items SET revision = revision + 1 WHERE salt IS NULL`),
      notes: await outcomeOf(client, `UPDATE minutes SET what_changed = NULL`),
      unseen: await outcomeOf(client, 'SELECT FROM minutes n, app.distribute_unseen(n.id)'),
      seen: await outcomeOf(client, `SELECT FROM minuted_items WHERE id = '${of.minutedItemId}'`),
    }))
  expect(await tried('health')).toEqual({ items: 1, notes: '42501', unseen: 0, seen: 1 })
  expect(await tried('housing')).toEqual({ items: 0, notes: 0, unseen: 0, seen: 0 })
  expect(await tried('coordinator')).toMatchObject({ items: 1, seen: 0 })
})
