import { readAction, startAction } from '@alongside/shared/actions/contract'
import { recordDeath } from '@alongside/shared/cases/holding-contract'
import { expect, it } from 'vitest'
import { atOnce } from '../../test/at-once.ts'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

// REF-3: a hold and what it stops, of one instant: the later waits for the earlier, and what does not meet a hold waits for nobody.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as } = world
const { listed, open, agree } = await givenMeetings(world)
const [rosa, nell] = [await listed(), await listed()]
await open(rosa.meetingId)

const given = async (item: ListedCase) => (await agree(item)).id
const start = (actionId: string) => as.lettings(startAction, { params: { actionId }, body: {}, version: 1 })
const hold = ({ caseId }: ListedCase) =>
  as.outreach(recordDeath, {
    params: { caseId },
    body: { knownBy: 'The hospital rang' },
  })
const stateOf = async (actionId: string) =>
  (await done(as.housing, readAction, { params: { actionId } })).state

it('REF-3 two commands of one instant on a file that nobody holds go through, neither for the other', async () => {
  const [one, other] = [await given(rosa), await given(rosa)]
  const answers = await atOnce(
    world,
    () => start(one),
    () => start(other),
  )
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
})

it('REF-3 what is begun before her death is recorded is begun: the hold waits for it', async () => {
  const action = await given(nell)
  const answers = await atOnce<{ status: number }>(
    world,
    () => start(action),
    () => hold(nell),
  )
  expect(answers.map(({ status }) => status)).toEqual([200, 201])
  expect(await stateOf(action)).toBe('in_progress')
})

it('REF-3 what is begun in the instant in which her death is recorded is stopped, and nothing changes', async () => {
  const action = await given(rosa)
  const [died, stopped] = await atOnce<{ status: number; body: object }>(
    world,
    () => hold(rosa),
    () => start(action),
  )
  expect(died!.status).toBe(201)
  expect(stopped).toMatchObject({ status: 409, body: { code: 'case.held' } })
  expect(await stateOf(action)).toBe('open')
})
