import type { Contract } from '@alongside/shared/contract'
import { closeCaseToPerson, listExclusions } from '@alongside/shared/exclusions/contract'
import { agreeInvitation, proposeGuest, proposeObserver } from '@alongside/shared/guests/contract'
import { addMember } from '@alongside/shared/partnerships/contract'
import {
  answerConflict,
  changePersonWhoHarms,
  endPersonWhoHarms,
  listPeopleWhoHarm,
  recordPersonWhoHarms,
  restorePersonWhoHarms,
} from '@alongside/shared/people-who-harm/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { afterAll, expect, it } from 'vitest'
import { atOnce } from '../../test/at-once.ts'
import { givenCalendar, givenListed } from '../../test/given.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { takeOffers } from '../../test/offers.ts'
import { inAnotherPlace } from '../../test/second-place.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { openPool } from '../db/pool.ts'
import { emailOf, type PersonName, people } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, rows } = world
await givenCalendar(world)
const meetings = await givenMeetings(world)
const tables = ['people_who_harm', 'earlier_people_who_harm', 'conflict_answers', 'case_exclusions']
const refusal = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
  refusalOf(world, tables, as[who], operation, call)

async function recorded(called: string) {
  const { caseId } = await givenListed(world)
  const params = { caseId: caseId! }
  const person = await done(as.outreach, recordPersonWhoHarms, { params, body: { called } })
  const at = { personWhoHarmsId: person.id }
  const ending = { as: 'recorded_in_error', words: 'It was his brother.' } as const
  return {
    caseId: caseId!,
    params,
    at,
    rename: (version: number) =>
      done(as.outreach, changePersonWhoHarms, { params: at, body: { called: 'Nails' }, version }),
    end: (version: number) => done(as.outreach, endPersonWhoHarms, { params: at, body: ending, version }),
  }
}

async function offered(name: string) {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@alongside.example`
  const place = { agencyId: agencies.police, role: 'practitioner' } as const
  await done(as.police, addMember, { body: { email, name, ...place } })
  return email
}
/** Somebody accepts a place that the lead of the police gives. */
async function joins(name: string) {
  const caller = await world.signIn(await offered(name))
  const told = async () => (await done(caller, listNotifications)).items
  return { told }
}
const toldOfNamesake = async (who: PersonName, caseId: string) =>
  (await done(as[who], listNotifications, { query: { limit: 100 } })).items.filter(
    ({ kind, subjectId }) => kind === 'who_harms_namesake' && subjectId === caseId,
  ).length
/** Everybody of the cast who was told to look at a case. */
async function whoWasTold(caseId: string) {
  await world.runJobs()
  const told: [string, number][] = []
  for (const who of ['coordinator', ...(Object.keys(people) as PersonName[])] as const)
    told.push([who, await toldOfNamesake(who, caseId)])
  return Object.fromEntries(told.filter(([, times]) => times > 0))
}
const namesakes = async (who: PersonName, params: { caseId: string }) =>
  (await done(as[who], listPeopleWhoHarm, { params })).items.flatMap((one) =>
    one.namesakes.map(({ name, agencyName }) => [name, agencyName]),
  )
const back = (
  at: { personWhoHarmsId: string },
  version: number,
  sameName?: 'close_first' | 'somebody_else',
) => ({
  params: at,
  version,
  body: { version: 1, words: 'These were her words.', ...(sameName && { sameName }) },
})

it('HRM-1 a name that is put back is asked about as one that is recorded: whoever bears it may have joined meanwhile', async () => {
  const { params, caseId, at, rename } = await recorded('Gareth Plover')
  await rename(1)
  const plover = await joins('Gareth Plover')
  expect(await whoWasTold(caseId)).toEqual({})
  expect(await refusal('outreach', restorePersonWhoHarms, back(at, 2))).toEqual([
    409,
    'person_who_harms.works_here',
  ])
  const asked = await as.outreach(restorePersonWhoHarms, back(at, 2))
  expect(asked.body).toMatchObject({ errors: [{ pointer: '/sameName', code: 'missing' }] })
  expect(JSON.stringify(asked.body)).not.toMatch(/plover|police/i)

  const restored = await done(as.outreach, restorePersonWhoHarms, back(at, 2, 'close_first'))
  expect(restored).toMatchObject({ facts: { called: 'Gareth Plover' }, version: 3 })
  const { items } = await done(as.coordinator, listExclusions, { params })
  expect(items).toMatchObject([{ name: 'Gareth Plover', told: false, knows: 'who_harms' }])
  expect(await whoWasTold(caseId)).toEqual({ coordinator: 1 })
  expect(await plover.told()).toEqual([])
})

it('HRM-1 put back as somebody else of the same name, nothing is closed, and who coordinates is told to look', async () => {
  const { params, caseId, at, rename } = await recorded('Hugh Dunlin')
  await rename(1)
  await joins('Hugh Dunlin')
  expect(await whoWasTold(caseId)).toEqual({})
  await done(as.outreach, restorePersonWhoHarms, back(at, 2, 'somebody_else'))
  expect((await done(as.coordinator, listExclusions, { params })).items).toEqual([])
  expect(await whoWasTold(caseId)).toEqual({ coordinator: 1 })
  const said = await rows('SELECT same_name FROM people_who_harm WHERE id = $1', [at.personWhoHarmsId])
  expect(said).toEqual([{ same_name: 'somebody_else' }])
})

it('HRM-1 who was ended and is put back under the same name is asked about too', async () => {
  const { at, caseId, end } = await recorded('Ivor Knot')
  await end(1)
  await joins('Ivor Knot')
  // Nobody is asked about him any more: until he stands again nobody need look.
  expect(await whoWasTold(caseId)).toEqual({})
  expect(await refusal('outreach', restorePersonWhoHarms, back(at, 2))).toEqual([
    409,
    'person_who_harms.works_here',
  ])
  const restored = await done(as.outreach, restorePersonWhoHarms, back(at, 2, 'somebody_else'))
  expect(restored).toMatchObject({ ended: null })
})

it('HRM-1 of whoever joins under the name of somebody on record, who coordinates is told to look, and nobody else learns of it', async () => {
  const first = await recorded('Alan Brent')
  const second = await recorded('Allan Brent')
  const other = await recorded('Alan Brook')
  const leads = async () => (await done(as.police, listNotifications, { query: { limit: 100 } })).items
  await world.runJobs()
  const before = await leads()
  const brent = await joins('PC Alan Brent')
  for (const { caseId } of [first, second]) expect(await whoWasTold(caseId)).toEqual({ coordinator: 1 })
  expect(await whoWasTold(other.caseId)).toEqual({})
  expect(await brent.told()).toEqual([])
  const news = (await leads()).filter(({ id }) => before.every((one) => one.id !== id))
  expect(news.map(({ kind }) => kind)).toEqual(['place_taken'])
  // Nothing is closed by itself; she reads there at whom to look, and nobody else does.
  expect((await done(as.coordinator, listExclusions, { params: first.params })).items).toEqual([])
  expect(await namesakes('coordinator', first.params)).toEqual([['PC Alan Brent', 'Eastmarsh Police']])
  expect(await namesakes('outreach', first.params)).toEqual([])
  const outside = await rows(`SELECT 1 FROM agency_events WHERE type LIKE '%person_who_harms%'`)
  expect(outside).toEqual([])
})

it('HRM-1 a mail of it says that something waits, and not what', async () => {
  await recorded('Basil Crake')
  await world.runJobs()
  world.clock.set('2026-03-02T10:00:00Z')
  await joins('Basil Crake')
  await world.runJobs()
  const mails = world.services.mailer.caught().filter(({ at }) => at >= '2026-03-02T10')
  const toLook = mails.filter(({ text }) => text.includes('There is something to look at today.'))
  expect(toLook.map(({ to }) => to)).toEqual([emailOf('coordinator')])
  expect(JSON.stringify(toLook)).not.toMatch(/crake|EMP-/i)
})

it('HRM-1 a further place of somebody whose name was asked about before is no news', async () => {
  const { caseId } = await recorded('Nobody Known')
  const { params } = await recorded('Nails')
  await done(as.outreach, recordPersonWhoHarms, {
    params,
    body: { called: 'Bernie Cole', sameName: 'somebody_else' },
  })
  expect(await whoWasTold(params.caseId)).toEqual({ coordinator: 1 })
  await inAnotherPlace(world, 'midwife', 'housing', 'housing')
  expect(await whoWasTold(params.caseId)).toEqual({ coordinator: 1 })
  expect(await whoWasTold(caseId)).toEqual({})
})

it('HRM-1 where she who coordinates bears the name, it is the chair who is told to look, and she is not', async () => {
  const { caseId } = await givenListed(world)
  const params = { caseId: caseId! }
  const ada = { called: 'Ada Quist', sameName: 'somebody_else' } as const
  await done(as.outreach, recordPersonWhoHarms, { params, body: ada })
  expect(await whoWasTold(caseId!)).toEqual({ chair: 1 })
  expect(await namesakes('chair', params)).toEqual([['Ada Quist', 'Lantern']])
})

it('HRM-1 where all who coordinate and chair bear the name, the safeguarding lead of another agency is told to look, reads who bears it, and closes it to them', async () => {
  const { caseId } = await givenListed(world)
  const params = { caseId: caseId! }
  const both = { called: 'Ada Quist', names: 'Miriam Holt', sameName: 'somebody_else' } as const
  await rows(
    `UPDATE memberships SET safeguarding_lead = true WHERE account_id = (SELECT id FROM accounts WHERE email = $1)`,
    [emailOf('health')],
  )
  const { id } = await done(as.outreach, recordPersonWhoHarms, { params, body: both })
  expect(await whoWasTold(caseId!)).toEqual({ health: 1 })
  const who = 'health'
  // Her agency does not know him: then she reads the row as any lead does.
  await done(as[who], answerConflict, { params: { personWhoHarmsId: id }, body: { answer: 'not_known' } })
  expect((await namesakes(who, params)).toSorted()).toEqual([
    ['Ada Quist', 'Lantern'],
    ['Miriam Holt', 'Lantern'],
  ])
  const [chair] = await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf('chair')])
  const closing = {
    ...{ accountId: chair!.id, agencyId: agencies.lantern, told: false },
    ...{ knows: 'who_harms' as const, words: 'Has his name.' },
  }
  for (const other of ['police', 'housing', 'probation'] as const)
    expect((await refusal(other, closeCaseToPerson, { params, body: closing }))[0]).toBeGreaterThanOrEqual(
      404,
    )
  expect(await done(as[who], closeCaseToPerson, { params, body: closing })).toMatchObject({
    name: 'Miriam Holt',
    told: false,
  })
  expect((await as.chair(listPeopleWhoHarm, { params })).status).toBe(404)
})

it.each(['guest', 'observer'] as const)(
  'HRM-1 of a %s who is invited under a name on record, who coordinates is told to look; written down later, the name is asked about',
  async (kind) => {
    const name = { guest: 'Rufus Garganey', observer: 'Silas Gadwall' }[kind]
    const email = `${kind}@refuge.example`
    const item = await meetings.listed()
    const { caseId } = item
    await done(as.outreach, recordPersonWhoHarms, { params: { caseId }, body: { called: name } })
    expect(await whoWasTold(caseId)).toEqual({})
    const invited = { ...proposeGuest.example, email, name }
    const { id, version } =
      kind === 'guest'
        ? await done(as.housing, proposeGuest, { params: { itemId: item.itemId }, body: invited })
        : await done(as.housing, proposeObserver, { params: { meetingId: item.meetingId }, body: invited })
    await done(as.coordinator, agreeInvitation, { params: { invitationId: id }, version, body: {} })
    expect(await whoWasTold(caseId)).toEqual({ coordinator: 1 })
    expect(await namesakes('coordinator', { caseId })).toEqual([[name, invited.organisation]])

    const { caseId: other } = await givenListed(world)
    const call = { params: { caseId: other! }, body: { called: name } }
    expect(await refusal('outreach', recordPersonWhoHarms, call)).toEqual([
      409,
      'person_who_harms.works_here',
    ])
    const body = { ...call.body, sameName: 'close_first' as const }
    await done(as.outreach, recordPersonWhoHarms, { ...call, body })
    expect((await done(as.coordinator, listExclusions, { params: call.params })).items).toMatchObject([
      { name, told: false },
    ])
  },
)

/** On a connection of its own, as the others wait. */
const apart = openPool(world.database.ownerUrl, 1, () => undefined)
afterAll(() => apart.end())
const accepts = (email: string) =>
  takeOffers(
    async <T extends object>(text: string, values?: unknown[]) => (await apart.query<T>(text, values)).rows,
    email,
    world.clock.now(),
  )

it('HRM-1 a name that is written down in the instant in which somebody of that name joins is asked about', async () => {
  const { caseId } = await givenListed(world)
  const call = { params: { caseId: caseId! }, body: { called: 'Percy Stint' } }
  const email = await offered('Percy Stint')
  const [, recording] = await atOnce<unknown>(
    world,
    () => accepts(email),
    () => as.outreach(recordPersonWhoHarms, call),
  )
  expect(recording).toMatchObject({ status: 409, body: { code: 'person_who_harms.works_here' } })
  expect(await rows('SELECT FROM people_who_harm WHERE case_id = $1', [caseId])).toEqual([])
})

it('HRM-1 who joins in the instant in which their name is written down is held against it afterwards', async () => {
  const { caseId } = await givenListed(world)
  const call = { params: { caseId: caseId! }, body: { called: 'Edna Ruff' } }
  const email = await offered('Edna Ruff')
  const [recording] = await atOnce<unknown>(
    world,
    () => as.outreach(recordPersonWhoHarms, call),
    () => accepts(email),
  )
  expect(recording).toMatchObject({ status: 201 })
  expect(await whoWasTold(caseId!)).toEqual({ coordinator: 1 })
})
