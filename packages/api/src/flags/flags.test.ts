import { withdrawConsent } from '@alongside/shared/consent/contract'
import type { Contract } from '@alongside/shared/contract'
import { confirmFlag, listFlags, readCaseFlags, takeFlagDown } from '@alongside/shared/flags/contract'
import { flagMoves, whyNotFlag } from '@alongside/shared/flags/rules'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenListed } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows } = world
await givenCalendar(world)
const refusal = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
  refusalOf(world, ['flags'], as[who], operation, call)

async function asked() {
  const { caseId } = await givenListed(world)
  await world.runJobs()
  const params = { caseId: caseId! }
  const mine = async (who: PersonName) =>
    (await done(as[who], listFlags)).items.find((flag) => flag.caseId === caseId)
  return { caseId: caseId!, params, mine }
}
const confirmed = { on: '2026-03-02', reference: 'HH-7731' }
const toldOf = async (who: PersonName, kind: string, subjectId: string) =>
  (await done(as[who], listNotifications)).items.filter(
    (told) => told.kind === kind && told.subjectId === subjectId,
  ).length

it('FLG-1 each agency with whom a listed case is shared is asked, once; an agency without a grant is not', async () => {
  const { params, mine } = await asked()
  await world.runJobs()
  const { items } = await done(as.outreach, readCaseFlags, { params })
  expect(items.map(({ agencyId }) => agencyId).sort()).toEqual(
    [world.agencies.lantern, world.agencies.health, world.agencies.housing].sort(),
  )
  expect(items.every(({ state }) => state === 'asked')).toBe(true)
  const { id } = (await mine('housing'))!
  expect(await toldOf('housing', 'flag_asked', id)).toBe(1)
  expect((await done(as.housing, readMyWork)).flagsAsked.map((flag) => flag.id)).toContain(id)
  expect(await mine('police')).toBeUndefined()
  expect(await refusal('police', readCaseFlags, { params })).toEqual([404, 'not_found'])
})

it('FLG-1 confirmed with date and reference; the reference is its agency’s and the coordinator’s, sealed', async () => {
  const { params } = await asked()
  const flag = await done(as.housing, confirmFlag, { params, version: 1, body: confirmed })
  expect(flag).toMatchObject({ state: 'confirmed', confirmedOn: '2026-03-02', reference: 'HH-7731' })
  const seenBy = async (who: PersonName) =>
    (await done(as[who], readCaseFlags, { params })).items.find(({ id }) => id === flag.id)?.reference
  expect([await seenBy('housing'), await seenBy('coordinator'), await seenBy('health')]).toEqual([
    'HH-7731',
    'HH-7731',
    null,
  ])
  expect(await rows(`SELECT 1 FROM flags WHERE encode(reference, 'escape') LIKE '%7731%'`)).toEqual([])
  expect((await done(as.housing, readMyWork)).flagsAsked.map(({ id }) => id)).not.toContain(flag.id)
  const [kept] = await rows<{ n: number }>(
    `SELECT count(*)::int AS n FROM history WHERE subject = 'flag' AND subject_id = $1`,
    [flag.id],
  )
  expect(kept).toEqual({ n: 2 })
})

it('FLG-1 what cannot be said of a flag is refused, and nothing changes', async () => {
  const { params } = await asked()
  expect(await refusal('housing', confirmFlag, { params, version: 9, body: confirmed })).toEqual([
    412,
    'version.stale',
  ])
  expect(
    await refusal('housing', confirmFlag, { params, version: 1, body: { ...confirmed, on: '2026-03-03' } }),
  ).toEqual([400, 'request.invalid'])
  expect(await refusal('housing', takeFlagDown, { params, version: 1, body: { on: '2026-03-02' } })).toEqual([
    409,
    'flag.wrong_state',
  ])
  expect(await refusal('police', confirmFlag, { params, version: 1, body: confirmed })).toEqual([
    404,
    'not_found',
  ])
  expect(await refusal('police', takeFlagDown, { params, version: 1, body: { on: '2026-03-02' } })).toEqual([
    404,
    'not_found',
  ])
})

it('FLG-1, ACC-3 whose grant has ended is asked to take it down, finds its own reference and nothing of the case', async () => {
  const { caseId, params, mine } = await asked()
  await done(as.housing, confirmFlag, { params, version: 1, body: confirmed })
  const [consent] = await rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [caseId])
  await done(as.outreach, withdrawConsent, {
    params: { consentId: consent!.id },
    body: { how: 'She said so' },
  })
  await world.runJobs()
  const flag = (await mine('housing'))!
  expect(flag).toMatchObject({ state: 'to_take_down', reference: 'HH-7731', caseReference: null })
  expect(await toldOf('housing', 'flag_to_take_down', flag.id)).toBe(1)
  expect((await done(as.housing, readMyWork)).flagsAsked.map(({ id }) => id)).toContain(flag.id)
  expect(await mine('health')).toBeUndefined()
  expect(await refusal('housing', readCaseFlags, { params })).toEqual([404, 'not_found'])
  const down = await done(as.housing, takeFlagDown, {
    params,
    version: flag.version,
    body: { on: '2026-03-02' },
  })
  expect(down).toMatchObject({ state: 'taken_down', takenDownOn: '2026-03-02' })
  const { items } = await done(as.outreach, readCaseFlags, { params })
  expect(items.map(({ state }) => state).sort()).toEqual(['asked', 'no_longer_asked', 'taken_down'])
})

it('FLG-1 who has not confirmed is reminded after five working days, once', async () => {
  const { mine } = await asked()
  const { id } = (await mine('health'))!
  const reminded = () => toldOf('health', 'flag_not_yet_confirmed', id)
  world.clock.set('2026-03-09T23:00:00Z')
  await world.runJobs()
  expect(await reminded()).toBe(0)
  world.clock.set('2026-03-10T00:00:00Z')
  await world.runJobs()
  await world.runJobs()
  expect(await reminded()).toBe(1)
})

it('FLG-1 no move but those of the table', () => {
  expect(whyNotFlag('confirm', 'to_take_down')).toBe('flag.wrong_state')
  for (const move of ['confirm', 'take_down'] as const)
    for (const state of flagMoves[move].from) expect(whyNotFlag(move, state)).toBeNull()
})
