import {
  listCases,
  readCase,
  readCaseAccess,
  recordVoice,
  searchCases,
} from '@alongside/shared/cases/contract'
import { joinFiles, undoJoin } from '@alongside/shared/cases/joining-contract'
import { closeMeeting, readMeeting } from '@alongside/shared/meetings/contract'
import { readMinutes } from '@alongside/shared/minutes/contract'
import { acceptReferral, findMatches, readReferral } from '@alongside/shared/referrals/contract'
import { readItem } from '@alongside/shared/room/contract'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { AgencyName, PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'

// Lantern, which convenes, sees both files; health sees the one, housing the other; the police neither.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows } = world
const meetings = await givenMeetings(world)
const tables = ['joined_files', 'cases', 'referrals', 'sharing_grants', 'voices', 'agenda_items']

const given = (name: string, agrees: AgencyName[], more: { born?: string } = {}) => ({
  agrees: ['lantern' as const, ...agrees],
  answers: { person: { name, ...(more.born && { age: { born: more.born, restsOn: 'she_said' as const } }) } },
})
const file = async (...said: Parameters<typeof given>) =>
  (await givenSubmitted(world, given(...said))).caseId ?? ''
/** Two files of one person: the first for health, the second for housing. */
const twoFiles = async (one: string, other: string) =>
  [await file(one, ['health']), await file(other, ['housing'])] as const
const join = (caseId: string, joinedCaseId: string) =>
  done(as.coordinator, joinFiles, { params: { caseId }, body: { joinedCaseId, reason: 'The same birthday' } })
const undo = (joinId: string) =>
  done(as.coordinator, undoJoin, { params: { joinId }, body: { reason: 'She has a sister' } })
const read = (who: PersonName, caseId: string) => done(as[who], readCase, { params: { caseId } })

/** All that somebody learns of two files: by their addresses, the list, a search by each name, and matches. */
async function learned(who: PersonName, caseIds: readonly string[], names: readonly string[]) {
  const answers: unknown[] = []
  const keep = async (answered: Promise<{ status: number; body: unknown }>) => {
    const { status, body } = await answered
    answers.push({ status, body: status === 200 ? body : null })
  }
  for (const caseId of caseIds) await keep(as[who](readCase, { params: { caseId } }))
  await keep(as[who](listCases, {}))
  for (const q of names) await keep(as[who](searchCases, { body: { q } }))
  return answers
}
/** «Who has looked», but for the looking itself. */
const looked = async (who: PersonName, caseId: string) =>
  (await done(as[who], readCaseAccess, { params: { caseId } })).items
    .map(({ action }) => action)
    .filter((action) => action.startsWith('case.files'))

it.each([
  ['health', 'the file that goes on'],
  ['housing', 'the joined file'],
  ['police', 'neither'],
] as const)(
  'REF-10 ACC-2 %s, which sees %s, sees after joining and after undoing exactly what it saw before',
  async (who, _sees) => {
    const [a, b] = await twoFiles('Ottilie', 'Tilly')
    const before = await learned(who, [a, b], ['ottilie', 'tilly'])
    const { id } = await join(a, b)
    expect(await learned(who, [a, b], ['ottilie', 'tilly'])).toEqual(before)
    await undo(id)
    expect(await learned(who, [a, b], ['ottilie', 'tilly'])).toEqual(before)
    const mine = { health: [a], housing: [b], police: [] }[who]
    expect((await Promise.all(mine.map((caseId) => looked(who, caseId)))).flat()).toEqual([])
  },
)

it('REF-10 who sees both reads them as one, each part under its own file; undone, each is as it was', async () => {
  const [a, b] = await twoFiles('Philippa', 'Pip')
  await done(as.coordinator, recordVoice, {
    params: { caseId: b },
    body: { words: 'Not my brother.', given: 'in_writing' },
  })
  const [oneBefore, otherBefore] = [await read('coordinator', a), await read('coordinator', b)]
  const { id } = await join(a, b)
  const [one, other] = [await read('coordinator', a), await read('coordinator', b)]
  expect(one.joinedFiles.map(({ joinId, file: { timeline: _, ...rest } }) => ({ joinId, ...rest }))).toEqual([
    { joinId: id, ...withoutJoins(otherBefore) },
  ])
  expect(other.goesOnAs).toEqual({ joinId: id, caseId: a, reference: one.reference })
  expect(one.timeline.at(-1)).toMatchObject({
    subject: 'joined_files',
    to: `${other.reference} goes on in this file`,
    reason: 'The same birthday',
    by: 'Ada Quist',
  })
  expect(other.timeline.at(-1)).toMatchObject({
    to: `goes on in ${one.reference}`,
    reason: 'The same birthday',
  })
  expect(await looked('coordinator', a)).toEqual(['case.files_joined'])
  expect(await looked('coordinator', b)).toEqual(['case.files_joined'])

  await undo(id)
  for (const [caseId, before] of [
    [a, oneBefore],
    [b, otherBefore],
  ] as const) {
    const { timeline, ...after } = await read('coordinator', caseId)
    const { timeline: timelineBefore, ...was } = before
    expect(after).toEqual(was)
    expect(timeline.slice(0, timelineBefore.length)).toEqual(timelineBefore)
    expect(timeline.at(-1)).toMatchObject({ subject: 'joined_files', reason: 'She has a sister' })
  }
})
const withoutJoins = ({
  goesOnAs: _,
  rests: ____,
  joinedFiles: __,
  timeline: ___,
  ...rest
}: Awaited<ReturnType<typeof read>>) => rest

it('REF-10 list and search show one line for both: all her names, the most serious light; found by either name', async () => {
  const [a, b] = await twoFiles('Wilhelmina', 'Minnie')
  await rows(`UPDATE cases SET light = 'green' WHERE id = $1`, [a])
  await join(a, b)
  for (const q of ['wilhelmina', 'minnie', (await read('coordinator', b)).reference]) {
    const { items } = await done(as.coordinator, searchCases, { body: { q } })
    expect([q, items.map(({ id }) => id)]).toEqual([q, [a]])
    expect(items[0]).toMatchObject({ name: 'Wilhelmina', aliases: ['Minnie'], light: 'red' })
  }
  for (const query of [{}, { light: 'red' }] as const) {
    const ids = (await done(as.coordinator, listCases, { query: { ...query, limit: 100 } })).items.map(
      ({ id }) => id,
    )
    expect(ids).toContain(a)
    expect(ids).not.toContain(b)
  }
  expect(
    (await done(as.coordinator, searchCases, { body: { q: 'minnie', light: 'red' } })).items,
  ).toHaveLength(1)
})

it('REF-10 a match at triage is the file that goes on; accepted as either, the new file goes on in that one', async () => {
  const [a, b] = await twoFiles('Seraphina', 'Fina')
  await join(a, b)
  const again = await givenSubmitted(world, given('Fina', []))
  const params = { referralId: again.id }
  const { items } = await done(as.coordinator, findMatches, { params })
  expect(items).toMatchObject([{ caseId: a, name: 'Seraphina' }])
  expect(items[0]?.because.join()).toContain('which goes on in this one')
  const accepted = await done(as.coordinator, acceptReferral, {
    params,
    version: again.version,
    body: { sameAsCaseId: b },
  })
  expect(accepted.caseId).toBe(again.caseId)
  expect((await read('coordinator', again.caseId ?? '')).goesOnAs?.caseId).toBe(a)
})

it('REF-10 CON-4 her item opens with her words and what is carried of both files, for who sees both; minutes keep to one', async () => {
  const one = await meetings.listed({ at: 0, ...given('Leocadia', ['health']) })
  const other = await meetings.listed({ at: 0, ...given('Cady', ['housing']) })
  await join(one.caseId, other.caseId)
  const otherFilesTo = async (who: PersonName) => {
    const { agenda } = await done(as[who], readMeeting, { params: { meetingId: one.meetingId } })
    return agenda.filter(({ caseId }) => caseId === one.caseId).map(({ otherFiles }) => otherFiles)
  }
  expect(await otherFilesTo('coordinator')).toEqual([[(await read('coordinator', other.caseId)).reference]])
  expect(await otherFilesTo('health')).toEqual([[]])
  const say = (caseId: string, words: string) =>
    done(as.coordinator, recordVoice, { params: { caseId }, body: { words, given: 'in_writing' } })
  await say(one.caseId, 'First file')
  await say(other.caseId, 'Second file')
  await meetings.open(one.meetingId)
  const wordsTo = async (who: PersonName) =>
    (await done(as[who], readItem, { params: { itemId: one.itemId } })).herVoice.map(({ words }) => words)
  expect(await wordsTo('coordinator')).toEqual(expect.arrayContaining(['First file', 'Second file']))
  expect(await wordsTo('health')).not.toContain('Second file')
  await meetings.agree(other, '2026-03-20', 'housing')
  const next = await meetings.listed({ at: 1, sameAs: one, ...given('Leocadia', ['health']) })
  await meetings.sign(next.meetingId, 'coordinator', 'health')
  const carriedTo = async (who: PersonName) =>
    (await done(as[who], readItem, { params: { itemId: next.itemId } })).carried.map(({ caseId }) => caseId)
  expect(await carriedTo('coordinator')).toEqual([other.caseId])
  expect(await carriedTo('health')).toEqual([])
  // Without a basis for sharing in force on the other file, nothing of it is spoken of (CON-3).
  await rows(`UPDATE sharing_grants SET until_at = $2 WHERE case_id = $1 AND basis = 'consent'`, [
    other.caseId,
    world.clock.now(),
  ])
  expect(await wordsTo('coordinator')).not.toContain('Second file')
  expect(await carriedTo('coordinator')).toEqual([])
})

it.each([
  ['to itself', async (a: string) => [a, a], 422, 'reference.unknown'],
  ['with an unknown one', async (a: string) => [a, newId()], 422, 'reference.unknown'],
  ['with one that she may not see', async (a: string) => [a, await hidden()], 422, 'reference.unknown'],
  ['from one that she may not see', async (a: string) => [await hidden(), a], 404, 'not_found'],
  ['a second time', async (a: string, b: string) => (await join(a, b), [a, b]), 409, 'case.joined'],
  ['the other way round', async (a: string, b: string) => (await join(a, b), [b, a]), 409, 'case.joined'],
  [
    'at a second level',
    async (a: string, b: string) => (await join(a, b), [await file('Third', []), a]),
    409,
    'case.joined',
  ],
] as const)('REF-10 a file is not joined %s, and nothing changes', async (_, pair, status, code) => {
  const [caseId = '', joinedCaseId = ''] = await pair(...(await twoFiles('Perdita', 'Perdy')))
  const call = { params: { caseId }, body: { joinedCaseId, reason: 'The same birthday' } }
  expect(await refusalOf(world, tables, as.coordinator, joinFiles, call)).toEqual([status, code])
})
/** A file on which Lantern holds no grant any more. */
async function hidden() {
  const caseId = await file('Nobody’s', ['health'])
  await rows('UPDATE sharing_grants SET until_at = $2 WHERE case_id = $1 AND agency_id = $3', [
    caseId,
    world.clock.now(),
    world.agencies.lantern,
  ])
  return caseId
}

it('REF-10 only the coordinator joins and undoes; undone once, it is not undone again', async () => {
  const [a, b] = await twoFiles('Zelda', 'Zel')
  const call = { params: { caseId: a }, body: { joinedCaseId: b, reason: 'The same birthday' } }
  for (const who of ['chair', 'health', 'outreach'] as const)
    expect(await refusalOf(world, tables, as[who], joinFiles, call)).toEqual([403, 'access.not_permitted'])
  const { id } = await join(a, b)
  const parting = { params: { joinId: id }, body: { reason: 'She has a sister' } }
  expect(await refusalOf(world, tables, as.health, undoJoin, parting)).toEqual([403, 'access.not_permitted'])
  await undo(id)
  expect(await refusalOf(world, tables, as.coordinator, undoJoin, parting)).toEqual([409, 'case.parted'])
  expect((await join(b, a)).caseId).toBe(b)
})

it('REF-11 two coordinators join the same two the other way round at once: one wins', async () => {
  const [a, b] = await twoFiles('Ursula', 'Ulla')
  const attempt = (caseId: string, joinedCaseId: string) =>
    as.coordinator(joinFiles, { params: { caseId }, body: { joinedCaseId, reason: 'Same' } })
  const statuses = (await Promise.all([attempt(a, b), attempt(b, a)])).map(({ status }) => status)
  expect(statuses.sort()).toEqual([201, 409])
})

it('REF-10 ACC-6 where the coordinator may see one of the files no longer, the join is not there for her, nor undone', async () => {
  const [a, b] = await twoFiles('Beatrix', 'Trixie')
  const { id } = await join(a, b)
  await rows('UPDATE sharing_grants SET until_at = $2 WHERE case_id = $1 AND agency_id = $3', [
    b,
    world.clock.now(),
    world.agencies.lantern,
  ])
  const one = await read('coordinator', a)
  expect([one.joinedFiles, one.timeline.some(({ subject }) => subject === 'joined_files')]).toEqual([
    [],
    false,
  ])
  const parting = { params: { joinId: id }, body: { reason: 'She has a sister' } }
  expect(await refusalOf(world, tables, as.coordinator, undoJoin, parting)).toEqual([404, 'not_found'])
})

it('IDN-5 REF-10 accepting as the same person joins two files: it asks for a proof, accepting as somebody new does not', async () => {
  const known = await file('Philippa', ['housing'])
  const again = await givenSubmitted(world, given('Pippa', []))
  const call = { params: { referralId: again.id }, version: again.version }
  await rows('UPDATE sessions SET stepped_up_until = $1', [world.clock.now()])
  const joining = { ...call, body: { sameAsCaseId: known } }
  expect(await refusalOf(world, tables, as.coordinator, acceptReferral, joining)).toEqual([
    403,
    'session.step_up_needed',
  ])
  await done(as.coordinator, acceptReferral, { ...call, body: {} })
  await rows(`UPDATE sessions SET stepped_up_until = '2100-01-01Z'`)
})

it('ACC-6 ACC-7 «who has looked» tells who sees one file alone nothing of what was done on the other', async () => {
  const known = await file('Wilhelmina', ['housing'])
  const again = await givenSubmitted(world, given('Mina', ['health']))
  const params = { referralId: again.id }
  await done(as.coordinator, findMatches, { params })
  const log = async (who: PersonName, caseId: string) =>
    (await done(as[who], readCaseAccess, { params: { caseId } })).items.map(({ action }) => action)
  await done(as.coordinator, acceptReferral, {
    params,
    version: again.version,
    body: { sameAsCaseId: known },
  })
  expect(await log('coordinator', known)).toContain('referral.accepted')
  const told = new Set(await log('housing', known))
  // That it was looked at is told, as of any list.
  expect([...told].sort()).toEqual(['case.access_read', 'case.listed', 'referral.submitted'].sort())
  expect(await log('health', again.caseId ?? '')).toContain('referral.accepted')
})

it('REF-10 a new file that goes on for another is not joined again at triage: it says so, and nothing changes', async () => {
  const known = await file('Dorothea', [])
  const again = await givenSubmitted(world, given('Dorothea', []))
  await join(again.caseId ?? '', await file('Dot', []))
  const call = { params: { referralId: again.id }, version: again.version, body: { sameAsCaseId: known } }
  expect(await refusalOf(world, tables, as.coordinator, acceptReferral, call)).toEqual([409, 'case.joined'])
  expect((await done(as.coordinator, readReferral, { params: call.params })).state).toBe('submitted')
})

it('MTG-8 ACC-2 minutes hold only the words of the file that they are about, whoever compiles them', async () => {
  const one = await meetings.listed({ at: 2, ...given('Emmeline', ['health']) })
  const other = await meetings.listed({ at: 2, ...given('Emmy', ['housing']) })
  await join(one.caseId, other.caseId)
  const body = { words: 'Told to housing alone', given: 'in_writing' } as const
  await done(as.coordinator, recordVoice, { params: { caseId: other.caseId }, body })
  const params = { meetingId: one.meetingId }
  await meetings.open(one.meetingId)
  await meetings.discuss(one)
  await meetings.discuss(other)
  const { version } = await done(as.coordinator, readMeeting, { params })
  await done(as.coordinator, closeMeeting, { params, body: {}, version })
  await meetings.distribute(one.meetingId)
  const toldTo = async (who: PersonName) => JSON.stringify((await as[who](readMinutes, { params })).body)
  expect(await toldTo('health')).not.toContain('Told to housing alone')
  expect(await toldTo('housing')).toContain('Told to housing alone')
})
