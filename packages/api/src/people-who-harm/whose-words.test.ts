import type { Contract } from '@alongside/shared/contract'
import { listExclusions } from '@alongside/shared/exclusions/contract'
import { endMembership } from '@alongside/shared/partnerships/contract'
import {
  answerConflict,
  changePersonWhoHarms,
  endPersonWhoHarms,
  listConflictChecks,
  listPeopleWhoHarm,
  nameWorker,
  recordPersonWhoHarms,
  restorePersonWhoHarms,
  settleConflict,
} from '@alongside/shared/people-who-harm/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenListed } from '../../test/given.ts'
import { inAnotherPlace } from '../../test/second-place.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'
import { isNamesake } from './namesakes.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, rows } = world
await givenCalendar(world)
const tables = ['people_who_harm', 'conflict_answers', 'earlier_people_who_harm', 'case_exclusions']
const refusal = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
  refusalOf(world, tables, as[who], operation, call)
const her = { called: 'Nails', area: 'Dock Street', sheSays: 'He works at the station.' }

async function recorded(by: PersonName = 'outreach') {
  const caseId = (await givenListed(world)).caseId!
  const params = { caseId }
  const person = await done(as[by], recordPersonWhoHarms, { params, body: her })
  const read = async (who: PersonName) => (await done(as[who], listPeopleWhoHarm, { params })).items
  return { caseId, params, person, read, at: { personWhoHarmsId: person.id } }
}
const answer = (who: PersonName, at: { personWhoHarmsId: string }, said: 'not_known' | 'stand_aside') =>
  done(as[who], answerConflict, { params: at, body: { answer: said } })
const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]!.id
const told = async (who: PersonName, kind: string, subjectId: string) =>
  (await done(as[who], listNotifications)).items.filter(
    (one) => one.kind === kind && one.subjectId === subjectId,
  ).length

it('HRM-1 until the lead has answered, her agency reads his name, age and area alone', async () => {
  const { read, at, person } = await recorded()
  for (const who of ['health', 'housing', 'lettings'] as const) expect(await read(who), who).toEqual([])
  const check = (await done(as.health, listConflictChecks)).items.find(
    ({ personId }) => personId === person.id,
  )
  expect(check).toMatchObject({ called: 'Nails', area: 'Dock Street' })
  expect(JSON.stringify(check)).not.toContain('station')
  await answer('health', at, 'not_known')
  expect(await read('health')).toMatchObject([{ facts: her }])
  expect(await read('lettings')).toEqual([])
})

it('HRM-1 an agency in which somebody knows him reads no more until who coordinates lets it, whatever its lead answers after', async () => {
  const { read, at } = await recorded()
  await answer('health', at, 'stand_aside')
  await answer('health', at, 'not_known')
  expect(await read('health')).toEqual([])
  const settling = { params: at, body: { agencyId: agencies.health, words: 'Bernie stands aside.' } }
  expect(await refusal('health', settleConflict, settling)).toEqual([404, 'not_found'])
  expect(
    await refusal('coordinator', settleConflict, {
      ...settling,
      body: { ...settling.body, agencyId: agencies.housing },
    }),
  ).toEqual([409, 'conflict.not_answered'])
  await done(as.coordinator, settleConflict, settling)
  expect(await read('health')).toMatchObject([{ facts: her }])
  expect(await refusal('coordinator', settleConflict, settling)).toEqual([409, 'conflict.settled'])
})

it('HRM-1 REF-11 another agency neither changes nor ends a row; who recorded it hears of what others did, reads what stood, and puts it back', async () => {
  const { read, at, caseId } = await recorded()
  await answer('health', at, 'not_known')
  const body = { called: 'Nails', sheSays: 'Nothing.' }
  expect(await refusal('health', changePersonWhoHarms, { params: at, body, version: 1 })).toEqual([
    409,
    'person_who_harms.of_another',
  ])
  const ending = { as: 'recorded_in_error', words: 'A mistake.' } as const
  expect(await refusal('health', endPersonWhoHarms, { params: at, body: ending, version: 1 })).toEqual([
    409,
    'person_who_harms.of_another',
  ])
  await done(as.coordinator, changePersonWhoHarms, { params: at, body, version: 1 })
  await done(as.coordinator, endPersonWhoHarms, { params: at, body: ending, version: 2 })
  await world.runJobs()
  expect(await told('outreach', 'who_harms_changed', caseId)).toBe(2)
  expect(await told('coordinator', 'who_harms_changed', caseId)).toBe(0)
  expect(await read('outreach')).toMatchObject([
    {
      ended: { as: 'recorded_in_error' },
      before: [
        { version: 2, facts: body },
        { version: 1, facts: her },
      ],
    },
  ])
  const back = { params: at, version: 3, body: { version: 1, words: 'These are her words.' } }
  expect(await refusal('health', restorePersonWhoHarms, back)).toEqual([404, 'not_found'])
  expect(
    await refusal('outreach', restorePersonWhoHarms, { ...back, body: { ...back.body, version: 7 } }),
  ).toEqual([409, 'person_who_harms.no_such_version'])
  const restored = await done(as.outreach, restorePersonWhoHarms, back)
  expect(restored).toMatchObject({ facts: her, ended: null, version: 4 })
  expect(restored.before.map(({ version }) => version)).toEqual([3, 2, 1])
})

it('HRM-1 a name that somebody bears who works in the partnership is asked about before anything is sent; the case is closed to that person as it is recorded', async () => {
  const { caseId } = await givenListed(world)
  const params = { caseId: caseId! }
  const neil = { called: 'Neil', names: 'Neil Vale', sheSays: 'He is police.' }
  expect(await refusal('outreach', recordPersonWhoHarms, { params, body: neil })).toEqual([
    409,
    'person_who_harms.works_here',
  ])
  const asked = await as.outreach(recordPersonWhoHarms, { params, body: neil })
  expect(JSON.stringify(asked.body)).not.toMatch(/Sgt|police|Vale/i)
  await done(as.outreach, recordPersonWhoHarms, { params, body: { ...neil, sameName: 'close_first' } })
  const { items } = await done(as.coordinator, listExclusions, { params })
  expect(items).toMatchObject([{ accountId: await accountOf('police'), told: false, knows: 'who_harms' }])
  await world.runJobs()
  expect(await told('coordinator', 'who_harms_namesake', caseId!)).toBe(1)
  expect(await told('chair', 'exclusion_to_review', caseId!)).toBe(1)
  for (const kind of ['conflict_to_answer', 'case_closed_to_you'])
    expect(await told('police', kind, caseId!)).toBe(0)
  // Closed already: it is not asked again.
  await done(as.outreach, recordPersonWhoHarms, { params, body: neil })
})

it('HRM-1 of somebody else of the same name nothing is closed; a change to a name that somebody bears is asked about too', async () => {
  const { at, params } = await recorded()
  const named = { called: 'Neal Vale' }
  expect(await refusal('outreach', changePersonWhoHarms, { params: at, body: named, version: 1 })).toEqual([
    409,
    'person_who_harms.works_here',
  ])
  await done(as.outreach, changePersonWhoHarms, {
    params: at,
    version: 1,
    body: { ...named, sameName: 'somebody_else' },
  })
  expect((await done(as.coordinator, listExclusions, { params })).items).toEqual([])
  // Who coordinates is told to look: she reads at whom. Nobody else does, nor of whom it is closed to.
  const namesakes = async (who: 'coordinator' | 'outreach' | 'chair') =>
    (await done(as[who], listPeopleWhoHarm, { params })).items.map((one) => one.namesakes)
  const neil = { name: 'Det. Sgt. Neil Vale', agencyName: 'Eastmarsh Police' }
  expect(await namesakes('coordinator')).toEqual([[{ ...neil, accountId: await accountOf('police') }]])
  expect(await namesakes('outreach')).toEqual([[]])
  await done(as.outreach, changePersonWhoHarms, { params: at, version: 2, body: { ...named, area: 'Quay' } })
  await done(as.outreach, changePersonWhoHarms, {
    params: at,
    version: 3,
    body: { called: 'Neal  Vale', sameName: 'close_first' },
  })
  expect(await namesakes('coordinator')).toEqual([[]])
})

it.each([
  [{ called: 'Neil Vale' }, true],
  [{ called: 'neal vail' }, true],
  [{ called: 'Nails', names: 'Daz, NEIL VALE' }, true],
  [{ called: 'Sgt Vale' }, true],
  [{ called: 'NeilVale' }, true],
  [{ called: 'Neil' }, false],
  [{ called: 'Vale' }, false],
  [{ called: 'Neil Frost' }, false],
  [{ names: 'Dana Vale' }, false],
])('HRM-1 %j is held against Det. Sgt. Neil Vale', (named, same) => {
  expect(isNamesake(named, 'Det. Sgt. Neil Vale')).toBe(same)
})

it('HRM-1 a row follows nobody into another agency; a naming ends with the place for which it was given', async () => {
  const { params, read, at } = await recorded('midwife')
  await answer('health', at, 'not_known')
  expect(await read('midwife')).toHaveLength(1)
  const elsewhere = await inAnotherPlace(world, 'midwife', 'housing', 'housing')
  expect((await done(elsewhere, listPeopleWhoHarm, { params })).items).toEqual([])
  const body = { accountId: await accountOf('midwife') }
  await done(as.health, nameWorker, { params, body })
  await done(as.coordinator, recordPersonWhoHarms, { params, body: { called: 'Mick' } })
  const [place] = await rows<{ id: string }>(
    'SELECT id FROM memberships WHERE account_id = $1 AND agency_id = $2 AND ended_at IS NULL',
    [body.accountId, agencies.health],
  )
  await done(as.health, endMembership, { params: { memberId: place!.id }, body: endMembership.example })
  const left = await rows('SELECT 1 FROM named_workers WHERE account_id = $1 AND ended_at IS NULL', [
    body.accountId,
  ])
  expect(left).toEqual([])
})
