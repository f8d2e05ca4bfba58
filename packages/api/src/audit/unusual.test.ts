import {
  answerUnusualReading,
  listUnusualReadings,
  readUnusualReading,
} from '@alongside/shared/audit/contract'
import { unusual } from '@alongside/shared/audit/rules'
import { readCase, searchCases } from '@alongside/shared/cases/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'
import { noticeUnusual } from './notice-unusual.ts'

const world = await openEastmarsh('2026-03-31T08:00:00Z')
const { as, rows, clock, services } = world
await noticeUnusual(services)

const names = 'Ada Bea Cleo Dora Edda Fay Gwen Hope Iris June Kate Lena'.split(' ')
async function searchInVain(who: PersonName, times: number, from: string) {
  for (let i = 0; i < times; i++) {
    clock.set(new Date(Date.parse(from) + i * 60_000).toISOString())
    await done(as[who], searchCases, { body: { q: `${names[i]} Nobody` } })
  }
  await noticeUnusual(services)
}
const waiting = async (who: PersonName) => (await done(as[who], readMyWork)).unusualReadings
const told = async (who: PersonName) =>
  (await done(as[who], listNotifications)).items.filter(({ kind }) => kind === 'unusual_reading').length
const answer = {
  finding: 'explained',
  words: 'She looked for a girl of whom only the first name was known.',
} as const
const { person: searches } = unusual.empty_searches

it('ACC-11 below the threshold nothing is said; the same search again counts once', async () => {
  await searchInVain('constable', searches - 1, '2026-03-31T09:00:00Z')
  await done(as.constable, searchCases, { body: { q: `${names[0]} Nobody` } })
  await noticeUnusual(services)
  expect(await waiting('coordinator')).toEqual([])
})

it('ACC-11 many searches in vain become work of the coordinator and one notice, once for the occasion', async () => {
  clock.set('2026-03-31T09:20:00Z')
  await done(as.constable, searchCases, { body: { q: 'Magda Nobody' } })
  await noticeUnusual(services)
  await noticeUnusual(services)
  clock.set('2026-03-31T09:25:00Z')
  await done(as.constable, searchCases, { body: { q: 'Nora Nobody' } })
  await noticeUnusual(services)
  expect(await waiting('coordinator')).toMatchObject([
    { kind: 'empty_searches', name: 'PC Dana Frost', until: '2026-03-31T09:25:00Z', forChair: false },
  ])
  expect([await told('coordinator'), await told('chair'), await waiting('chair')]).toEqual([1, 0, []])
})

it('ACC-11 it is looked at with all that the person did, answered in words, and then noticed anew', async () => {
  const [{ id, version } = { id: '', version: 0 }] = await waiting('coordinator')
  const params = { readingId: id }
  const whole = await done(as.coordinator, readUnusualReading, { params })
  expect(whole.events.length).toBeGreaterThanOrEqual(searches)
  expect(await as.chair(answerUnusualReading, { params, version, body: answer })).toMatchObject({
    status: 409,
    body: { code: 'audit.for_another' },
  })
  const answered = await done(as.coordinator, answerUnusualReading, { params, version, body: answer })
  expect(answered).toMatchObject({ ...answer, answeredAt: '2026-03-31T09:25:00Z' })
  expect(await waiting('coordinator')).toEqual([])
  expect(
    await as.coordinator(answerUnusualReading, { params, version: answered.version, body: answer }),
  ).toMatchObject({ status: 409, body: { code: 'audit.answered' } })
  const [kept] = await rows<{ row: string }>(`SELECT u::text AS row FROM unusual_readings u WHERE id = $1`, [
    id,
  ])
  expect(kept?.row).not.toContain('first name')
  await noticeUnusual(services)
  expect(await waiting('coordinator')).toEqual([])
  await searchInVain('constable', searches, '2026-03-31T10:00:00Z')
  expect(await waiting('coordinator')).toHaveLength(1)
})

it('ACC-11 nobody reviews herself: of the coordinator the chair is told, and she does not see it', async () => {
  await searchInVain('coordinator', searches, '2026-03-31T12:00:00Z')
  const [own] = await waiting('chair')
  expect(own).toMatchObject({ kind: 'empty_searches', role: 'coordinator', forChair: true })
  const params = { readingId: own?.id ?? '' }
  expect((await as.coordinator(readUnusualReading, { params })).status).toBe(404)
  expect((await done(as.coordinator, listUnusualReadings)).items.map(({ id }) => id)).not.toContain(own?.id)
  await done(as.chair, answerUnusualReading, { params, version: own?.version ?? 0, body: answer })
  expect(await waiting('chair')).toEqual([])
})

it('ACC-11 refused again and again is unusual, whatever is read between; what does not exist counts alike', async () => {
  for (let i = 0; i < unusual.denied_reads.person; i++) {
    clock.set(`2026-03-31T14:0${i}:00Z`)
    expect((await as.housing(readCase, { params: { caseId: newId() } })).status).toBe(404)
    await done(as.housing, searchCases, { body: { q: 'Ada' } })
  }
  await noticeUnusual(services)
  expect(await waiting('coordinator')).toEqual(
    expect.arrayContaining([expect.objectContaining({ kind: 'denied_reads', name: 'Sam Osei' })]),
  )
})

it('ACC-11 twenty cases in an hour are unusual, nineteen and a later one are not; also where the look comes hours late', async () => {
  const [sam] = await rows<{ account: string; agency: string }>(
    `SELECT m.account_id AS account, m.agency_id AS agency FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE a.name = 'Sam Osei'`,
  )
  const read = (at: string) =>
    rows(
      `INSERT INTO audit_events (id, partnership_id, at, account_id, agency_id, role, action, case_id)
        VALUES ($1, $2, $3, $4, $5, 'lead_member', 'case.read', $6)`,
      [newId(), world.partnershipId, at, sam?.account, sam?.agency, newId()],
    )
  for (let i = 10; i < 29; i++) await read(`2026-03-31T16:${i}:00Z`)
  await read('2026-03-31T17:30:00Z')
  clock.set('2026-03-31T18:00:00Z')
  await noticeUnusual(services)
  const cases = async () => (await waiting('coordinator')).filter(({ kind }) => kind === 'many_cases')
  expect(await cases()).toEqual([])
  for (let i = 10; i < 30; i++) await read(`2026-03-31T19:${i}:00Z`)
  clock.set('2026-03-31T23:00:00Z')
  await noticeUnusual(services)
  expect(await cases()).toMatchObject([{ times: 20, from: '2026-03-31T19:10:00Z' }])
})
