import { agendaAtMost } from '@alongside/shared/agenda/values'
import { runs } from '@alongside/shared/chance.test-support'
import { recordLimit } from '@alongside/shared/limits/contract'
import { closeMeeting, readMeeting, replyToMeeting, signMeeting } from '@alongside/shared/meetings/contract'
import * as room from '@alongside/shared/room/contract'
import { leftOpen } from '@alongside/shared/room/rules'
import { readMyWork } from '@alongside/shared/work/contract'
import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { sqlAs } from '../../test/sql-as.ts'
import { openEastmarsh } from '../../test/world.ts'
import { type AgencyName, emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock, agencies } = world
const { refusal, listed, sign, coming, startOver } = await givenMeetings(world)
const { within } = sqlAs(world, world.database.appUrl)

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await startOver()
  await rows('DELETE FROM meeting_replies')
})

const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]!.id
const read = (who: PersonName, { meetingId }: { meetingId: string }) =>
  done(as[who], readMeeting, { params: { meetingId } })
const refuse = (item: ListedCase, account?: string) =>
  done(as.health, recordLimit, {
    params: { caseId: item.caseId },
    body: {
      ...(account ? { kind: 'worker' as const, accountId: account } : { kind: 'agency' as const }),
      agencyId: agencies.lantern,
      saidOn: '2026-03-02',
    },
  })
const runningNow = ({ meetingId }: ListedCase) =>
  rows(`UPDATE meetings SET state = 'open', opened_at = $2 WHERE id = $1`, [meetingId, clock.now()])
const closing = async (who: PersonName, item: ListedCase) => ({
  params: { meetingId: item.meetingId },
  version: (await read(who, item)).version,
  body: {},
})
const cannotCome = ({ meetingId }: ListedCase, who: PersonName) =>
  done(as[who], replyToMeeting, { params: { meetingId }, body: { answer: 'cannot_come' } })
/** Cases of a meeting that is over, and which stand on no coming one. */
const leftBehind = () =>
  rows(`SELECT i.id, i.state FROM agenda_items i JOIN meetings m ON m.id = i.meeting_id AND m.state = 'closed'
    WHERE i.state <> 'discussed' AND (i.state = 'listed' OR NOT EXISTS (SELECT FROM agenda_items n
      JOIN meetings t ON t.id = n.meeting_id AND t.state <> 'closed' WHERE n.case_id = i.case_id AND n.state = 'listed'))`)

/** A case that neither chair nor coordinator may hear, with nobody there who could chair it. */
async function unchaired(): Promise<ListedCase> {
  const hers = await listed({ agrees: ['lantern', 'health', 'housing'] })
  await refuse(hers)
  for (const who of ['health', 'housing'] as const) await cannotCome(hers, who)
  await sign(hers.meetingId, 'chair', 'coordinator')
  await done(as.midwife, signMeeting, { params: { meetingId: hers.meetingId }, body: { agreed: true } })
  return hers
}

it('ACC-9 MTG-3 what nobody who came could chair goes to the next meeting with its reason as this one closes, and who closes it learns nothing of it', async () => {
  const hers = await unchaired()
  const meeting = await read('coordinator', hers)
  expect(meeting).toMatchObject({ unchaired: true, deputyNeeded: false, leftToDeputy: false, followed: true })
  expect(await read('housing', hers)).toMatchObject({
    unchaired: false,
    agenda: [{ needsDeputy: true, chairedBy: null, unchaired: true }],
  })
  await runningNow(hers)
  const reply = await done(as.chair, closeMeeting, await closing('chair', hers))
  for (const told of [meeting, reply])
    for (const of of [hers.itemId, hers.caseId]) expect(JSON.stringify(told)).not.toContain(of)
  expect(await leftBehind()).toEqual([])

  const item = await done(as.housing, room.readItem, { params: { itemId: hers.itemId } }).catch(() => null)
  expect(item).toBeNull()
  await sign(hers.meetingId, 'housing')
  const next = await coming(1)
  expect(await done(as.housing, room.readItem, { params: { itemId: hers.itemId } })).toMatchObject({
    state: 'deferred',
    deferredFor: 'Nobody who came to the meeting could chair this case.',
    putOffTo: (await read('housing', { meetingId: next })).startsAt,
  })
  expect((await read('housing', { meetingId: next })).agenda).toMatchObject([
    { caseId: hers.caseId, state: 'listed', referralId: hers.referralId, light: 'red' },
  ])
  const [referral] = await rows('SELECT meeting_id, state FROM referrals WHERE id = $1', [hers.referralId])
  expect(referral).toEqual({ meeting_id: next, state: 'listed' })
  const kept = await rows(
    `SELECT subject, field, old_value, new_value, account_id FROM history WHERE case_id = $1 AND at = $2 AND account_id IS NULL
      ORDER BY subject`,
    [hers.caseId, clock.now()],
  )
  const [of] = await rows<{ from: string; to: string }>(
    'SELECT a.starts_at AS "from", b.starts_at AS "to" FROM meetings a, meetings b WHERE a.id = $1 AND b.id = $2',
    [hers.meetingId, next],
  )
  expect(kept).toEqual([
    { subject: 'agenda_item', field: 'state', old_value: 'listed', new_value: 'deferred', account_id: null },
    { subject: 'referral', field: 'meeting', old_value: of!.from, new_value: of!.to, account_id: null },
  ])
  expect(await rows(`SELECT data FROM outbox_events WHERE type = 'item.deferred'`)).toMatchObject([
    { data: { agendaItemId: hers.itemId, caseId: hers.caseId, nextMeetingId: next } },
  ])
})

it('ACC-9 MTG-3 with no later meeting it is not closed over it, which is the coordinator’s work; nothing changes', async () => {
  const hers = await unchaired()
  const needs = async (who: PersonName) =>
    (await done(as[who], readMyWork, {})).deputiesNeeded.map(({ meetingId, needs }) => [meetingId, needs])
  expect(await needs('coordinator')).toEqual([])
  const others = `UPDATE meetings SET state = $2 WHERE id <> $1`
  await rows(others, [hers.meetingId, 'closed'])
  await runningNow(hers)
  expect(await needs('coordinator')).toEqual([[hers.meetingId, 'meeting']])
  expect(await needs('housing')).toEqual([])
  expect(await refusal('chair', closeMeeting, await closing('chair', hers))).toEqual([
    409,
    'meeting.none_follows',
  ])
  await rows(others, [hers.meetingId, 'planned'])
  await done(as.chair, closeMeeting, await closing('chair', hers))
  expect(await leftBehind()).toEqual([])
})

/** Takes all but so many places on every agenda but one, past triggers and foreign keys. */
async function fill(but: string, places: number): Promise<void> {
  const client = await world.owner.connect()
  try {
    await client.query('BEGIN; SET LOCAL session_replication_role = replica')
    await client.query(
      `INSERT INTO agenda_items (partnership_id, id, meeting_id, case_id, light, minutes, arranged_at, listed_at, state)
        SELECT m.partnership_id, gen_random_uuid(), m.id, gen_random_uuid(), 'green', 5, m.starts_at, m.starts_at, 'discussed'
          FROM meetings m CROSS JOIN generate_series(1, $2) WHERE m.id <> $1 AND m.partnership_id = $3`,
      [but, agendaAtMost - places, world.partnershipId],
    )
    await client.query('COMMIT')
  } finally {
    client.release()
  }
}

it('ACC-9 MTG-3 where every later agenda is full it is not closed over it either, which is said, and the coordinator’s work; nothing changes', async () => {
  const hers = await unchaired()
  await runningNow(hers)
  await fill(hers.meetingId, 0)
  expect(await read('chair', hers)).toMatchObject({ unchaired: true, followed: false })
  expect(await read('housing', hers)).toMatchObject({ followed: true })
  expect((await done(as.coordinator, readMyWork, {})).deputiesNeeded).toMatchObject([
    { meetingId: hers.meetingId, needs: 'meeting' },
  ])
  const none = [409, 'meeting.none_follows']
  expect(await refusal('chair', closeMeeting, await closing('chair', hers))).toEqual(none)
})

it('MTG-3 two cases and one place that is left: neither is put off, and it is said', async () => {
  const hers = await unchaired()
  const second = await listed({ agrees: ['lantern', 'health', 'housing'] })
  await refuse(second)
  await runningNow(hers)
  await rows(`UPDATE meetings SET state = 'closed' WHERE id NOT IN ($1, $2)`, [
    hers.meetingId,
    await coming(1),
  ])
  await fill(hers.meetingId, 1)
  expect(await refusal('chair', closeMeeting, await closing('chair', hers))).toEqual([
    409,
    'meeting.none_follows',
  ])
  await rows(`UPDATE meetings SET state = 'planned' WHERE id <> $1`, [hers.meetingId])
})

it('ACC-9 ACC-8 who steps out for a case does not close the meeting over it while the other of chair and coordinator may end it', async () => {
  const item = await listed({ agrees: ['lantern', 'health', 'housing'] })
  await refuse(item, await accountOf('chair'))
  await sign(item.meetingId, 'chair', 'coordinator', 'health')
  await runningNow(item)
  expect(await read('chair', item)).toMatchObject({ agenda: [], leftToOther: true, leftToDeputy: false })
  const answered = await as.chair(closeMeeting, await closing('chair', item))
  expect([answered.status, answered.body]).toMatchObject([
    422,
    { code: 'meeting.items_open', errors: [{ pointer: '/leftToOther', code: 'open' }] },
  ])
  expect(JSON.stringify(answered.body)).not.toContain(item.caseId)
  const named = await as.coordinator(closeMeeting, await closing('coordinator', item))
  const [file] = await rows<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [item.caseId])
  expect(named.body).toMatchObject({
    errors: [
      { pointer: '/agenda/0', code: 'open', detail: `${file!.reference} is neither discussed nor put off` },
    ],
  })
  await done(as.coordinator, room.closeItem, { params: { itemId: item.itemId }, version: 1, body: {} })
  await done(as.chair, closeMeeting, await closing('chair', item))
})

it('ACC-9 the database puts nothing off but for who coordinates, and only what nobody could chair', async () => {
  const hers = await unchaired()
  const usual = await listed({ agrees: ['lantern', 'health', 'housing'] })
  await runningNow(hers)
  const put = (who: PersonName) =>
    within(emailOf(who), async (client) => {
      const text = 'SELECT p.item_id FROM app.put_off_unchaired($1, $2, 200) p'
      return (await client.query(text, [hers.meetingId, ['lead_member', 'chair', 'coordinator']]))
        .rows as unknown
    })
  await expect(put('housing')).rejects.toThrow(/not the coordinator/)
  expect(await put('chair')).toEqual([{ item_id: hers.itemId }])
  expect(usual.meetingId).toBe(hers.meetingId)
})

const cut = fc.record({
  refuses: fc.constantFrom('nobody', 'agency', 'chair', 'coordinator', 'both'),
  agrees: fc.subarray<AgencyName>(['housing', 'clinic']),
  ended: fc.constantFrom('not', 'deferred', 'discussed'),
  calledOut: fc.boolean(),
})
const closings = fc.record({
  cases: fc.array(cut, { minLength: 1, maxLength: 3 }),
  come: fc.subarray<PersonName>(['health', 'housing', 'clinic']),
  deputy: fc.constantFrom(null, 'health', 'housing', 'clinic'),
  closedBy: fc.constantFrom('chair', 'coordinator'),
})

const sample = runs(12)
it(
  'ACC-9 MTG-3 whoever must not hear what, whoever came, and however it went: a closed meeting leaves no case behind, and each can be closed',
  async () => {
    const convening: PersonName[] = ['chair', 'coordinator']
    const leads: PersonName[] = ['health', 'housing', 'clinic']
    await fc.assert(
      fc.asyncProperty(closings, async ({ cases, come, deputy, closedBy }) => {
        await startOver()
        await rows('DELETE FROM meeting_replies')
        const items: ListedCase[] = []
        for (const { agrees, refuses } of cases) {
          const item = await listed({ agrees: ['lantern', 'health', ...agrees] })
          items.push(item)
          if (refuses === 'agency') await refuse(item)
          for (const who of ['chair', 'coordinator'] as const)
            if (refuses === who || refuses === 'both') await refuse(item, await accountOf(who))
        }
        const [first] = items as [ListedCase]
        for (const who of leads)
          await (come.includes(who) ? sign(first.meetingId, who) : cannotCome(first, who))
        await sign(first.meetingId, ...convening)
        const name = async (account: string, agency: string) =>
          as.coordinator(room.nameDeputy, {
            params: { meetingId: first.meetingId },
            version: (await read('coordinator', first)).version,
            body: { accountId: account, agencyId: agency },
          })
        if (deputy) await name(await accountOf(deputy), agencies[deputy])
        await runningNow(first)
        /** By whoever may. */
        const end = async ({ itemId }: ListedCase, how: 'deferred' | 'discussed') => {
          for (const who of [...convening, ...leads]) {
            const seen = await as[who](room.readItem, { params: { itemId } })
            if (seen.status !== 200) continue
            const call = { params: { itemId }, version: seen.body.version }
            const { status } =
              how === 'discussed'
                ? await as[who](room.closeItem, { ...call, body: {} })
                : await as[who](room.deferItem, { ...call, body: { reason: 'Her worker is ill' } })
            if (status === 200) return
          }
        }
        for (const [at, { ended, calledOut }] of cases.entries()) {
          const item = items[at] as ListedCase
          if (calledOut)
            for (const who of convening) {
              const seen = await as[who](room.callItem, { params: { itemId: item.itemId }, body: {} })
              const people = seen.status === 200 ? seen.body.stepOut.map(({ accountId }) => accountId) : []
              if (people.length > 0)
                await as[who](room.confirmSteppedOut, { params: { itemId: item.itemId }, body: { people } })
            }
          if (ended !== 'not') await end(item, ended)
        }

        for (let tries = 0; ; tries += 1) {
          const seen = await read(closedBy, first)
          const { status, body } = await as[closedBy](closeMeeting, await closing(closedBy, first))
          expect([200, 422]).toContain(status)
          // The button knows what the API says.
          expect(leftOpen(seen).length > 0).toBe(status === 422)
          if (status === 200) break
          expect((body as unknown as { errors: unknown[] }).errors.length).toBeGreaterThan(0)
          expect(tries).toBeLessThan(3)
          // Each that is named somebody can end, a deputy once she is named.
          const { items: deputies } = await done(as.coordinator, room.listDeputies, {
            params: { meetingId: first.meetingId },
          })
          for (const item of items) await end(item, 'deferred')
          for (const { accountId, agencyId } of deputies) {
            await name(accountId, agencyId)
            for (const item of items) await end(item, 'deferred')
          }
        }
        expect(await leftBehind()).toEqual([])
      }),
      { numRuns: sample },
    )
  },
  180_000 + sample * 60_000,
)
