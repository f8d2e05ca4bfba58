import { closeCaseToPerson } from '@alongside/shared/exclusions/contract'
import {
  answerConflict,
  changePersonWhoHarms,
  endPersonWhoHarms,
  listPeopleWhoHarm,
  recordPersonWhoHarms,
  settleConflict,
} from '@alongside/shared/people-who-harm/contract'
import type { ConflictAnswer } from '@alongside/shared/people-who-harm/values'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenListed } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, rows } = world
await givenCalendar(world)

/** On the list of a case with health and housing, and asked about. */
async function recorded() {
  const caseId = (await givenListed(world)).caseId!
  const body = { called: 'Nails', area: 'Dock Street' }
  const person = await done(as.outreach, recordPersonWhoHarms, { params: { caseId }, body })
  const at = { personWhoHarmsId: person.id }
  return { caseId, personId: person.id, at }
}
const answers = (who: PersonName, params: { personWhoHarmsId: string }, answer: ConflictAnswer) =>
  done(as[who], answerConflict, { params, body: { answer } })
const waits = async (who: PersonName, caseId: string) =>
  (await done(as[who], readMyWork)).conflictsToSettle.filter((one) => one.caseId === caseId)
const settles = (who: PersonName, params: { personWhoHarmsId: string }) =>
  done(as[who], settleConflict, {
    params,
    body: { agencyId: agencies.health, words: 'His sister stands aside.' },
  })

it('HRM-1 an agency that knows somebody waits on the coordinator’s work, by case and agency alone, until she lets it read', async () => {
  const { caseId, personId, at } = await recorded()
  await answers('housing', at, 'not_known')
  expect(await waits('coordinator', caseId)).toEqual([])
  await answers('health', at, 'stand_aside')
  const waiting = await waits('coordinator', caseId)
  expect(waiting).toMatchObject([
    {
      personId,
      agencyId: agencies.health,
      agencyName: 'Eastmarsh Hospital',
      answeredAt: '2026-03-02T09:00:00Z',
    },
  ])
  expect(JSON.stringify(waiting)).not.toMatch(/nails|dock/i)
  for (const who of ['health', 'housing', 'outreach', 'chair', 'police'] as const)
    expect([who, await waits(who, caseId)]).toEqual([who, []])
  // Answered anew it is hers to let all the same.
  await answers('health', at, 'not_known')
  expect(await waits('coordinator', caseId)).toHaveLength(1)
  await settles('coordinator', at)
  expect(await waits('coordinator', caseId)).toEqual([])
})

it('HRM-1 nothing waits to be settled of what is asked anew, nor of who was ended', async () => {
  const { caseId, at } = await recorded()
  await answers('health', at, 'stand_aside')
  await done(as.outreach, changePersonWhoHarms, { params: at, body: { called: 'Mick' }, version: 1 })
  expect(await waits('coordinator', caseId)).toEqual([])
  await answers('health', at, 'not_known')
  expect(await waits('coordinator', caseId)).toHaveLength(1)
  const ending = { as: 'no_longer', words: 'He left.' } as const
  await done(as.outreach, endPersonWhoHarms, { params: at, body: ending, version: 2 })
  expect(await waits('coordinator', caseId)).toEqual([])
})

it('HRM-1 it is not on the work of a coordinator to whom the case is closed: the chair is told of it, has it, and settles it', async () => {
  const { caseId, at } = await recorded()
  const [ada] = await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [
    emailOf('coordinator'),
  ])
  await done(as.chair, closeCaseToPerson, {
    params: { caseId },
    body: {
      ...{ accountId: ada!.id, agencyId: agencies.lantern, knows: 'who_harms', told: true },
      words: 'He is her brother.',
    },
  })
  await answers('health', at, 'stand_aside')
  await world.runJobs()
  const told = async (who: PersonName) =>
    (await done(as[who], listNotifications, { query: { limit: 100 } })).items.filter(
      ({ kind, subjectId }) => kind === 'conflict_found' && subjectId === caseId,
    ).length
  expect([await told('coordinator'), await told('chair')]).toEqual([0, 1])
  expect(await waits('coordinator', caseId)).toEqual([])
  expect(await waits('chair', caseId)).toHaveLength(1)
  await settles('chair', at)
  expect(await waits('chair', caseId)).toEqual([])
})

it('HRM-1 a lead whose agency knows somebody reads on the case what she answered, until she is let to read on; it is nobody else’s', async () => {
  const { caseId, personId, at } = await recorded()
  const answered = async (who: PersonName) =>
    (await done(as[who], listPeopleWhoHarm, { params: { caseId } })).answered
  expect(await answered('health')).toEqual([])
  const words = 'He is in our recovery group.'
  await done(as.health, answerConflict, { params: at, body: { answer: 'works_with_him', words } })
  const said = await answered('health')
  expect(said).toEqual([
    {
      ...{ personId, called: 'Nails', age: null, area: 'Dock Street' },
      ...{
        answer: 'works_with_him',
        words,
        answeredAt: '2026-03-02T09:00:00Z',
        answeredBy: 'Dr. Ruth Amadi',
      },
    },
  ])
  for (const who of ['midwife', 'housing', 'lettings', 'outreach', 'coordinator', 'chair'] as const)
    expect([who, await answered(who)]).toEqual([who, []])
  // Put right, it says the newest; and opens nothing by itself.
  await answers('health', at, 'not_known')
  expect(await answered('health')).toMatchObject([{ answer: 'not_known', words: null }])
  await settles('coordinator', at)
  expect(await answered('health')).toEqual([])
  const [read] = (await done(as.health, listPeopleWhoHarm, { params: { caseId } })).items
  expect(read?.conflicts).toMatchObject([{ agencyName: 'Eastmarsh Hospital', answer: 'not_known' }])
})

it('HRM-1 what was answered of who was ended, or is asked anew, stands there no more', async () => {
  const { caseId, at } = await recorded()
  const answered = async () =>
    (await done(as.health, listPeopleWhoHarm, { params: { caseId } })).answered.length
  await answers('health', at, 'stand_aside')
  expect(await answered()).toBe(1)
  await done(as.outreach, changePersonWhoHarms, { params: at, body: { called: 'Mick' }, version: 1 })
  expect(await answered()).toBe(0)
  await answers('health', at, 'stand_aside')
  expect(await answered()).toBe(1)
  const ending = { as: 'no_longer', words: 'He left.' } as const
  await done(as.outreach, endPersonWhoHarms, { params: at, body: ending, version: 2 })
  expect(await answered()).toBe(0)
})
