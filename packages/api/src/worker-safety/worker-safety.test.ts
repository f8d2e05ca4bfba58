import type { Contract } from '@alongside/shared/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import {
  checkWorkerWarning,
  endWorkerWarning,
  listWorkerWarnings,
  recordWorkerWarning,
} from '@alongside/shared/worker-safety/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock } = world
await givenCalendar(world)
const refusal = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
  refusalOf(world, ['worker_warnings'], as[who], operation, call)

async function warned() {
  const params = { caseId: (await givenSubmitted(world)).caseId! }
  const warning = await done(as.midwife, recordWorkerWarning, { params, body: recordWorkerWarning.example })
  return { params, warning, at: { workerWarningId: warning.id } }
}

it('WRK-2 whoever may see the case reads what a worker must know, with who says so and when it was checked; sealed', async () => {
  const { params, warning } = await warned()
  for (const who of ['outreach', 'health', 'coordinator'] as const)
    expect((await done(as[who], listWorkerWarnings, { params })).items).toEqual([warning])
  expect(warning).toMatchObject({ kind: 'dog', checkedOn: '2026-03-02', stale: false })
  expect(await refusal('police', listWorkerWarnings, { params })).toEqual([404, 'not_found'])
  expect(await rows(`SELECT 1 FROM worker_warnings WHERE encode(words, 'escape') LIKE '%gate%'`)).toEqual([])
})

it('WRK-2 a warning that nobody checked for 90 days says so, until somebody does', async () => {
  const { params, at } = await warned()
  clock.set('2026-06-01T09:00:00Z')
  const [stale] = (await done(as.outreach, listWorkerWarnings, { params })).items
  expect(stale).toMatchObject({ stale: true })
  const body = { source: 'Two of us, on a visit', checkedOn: '2026-06-02' }
  expect(await refusal('outreach', checkWorkerWarning, { params: at, body, version: 1 })).toEqual([
    422,
    'answers.incomplete',
  ])
  const checked = await done(as.outreach, checkWorkerWarning, {
    params: at,
    body: { ...body, checkedOn: '2026-06-01' },
    version: 1,
  })
  expect(checked).toMatchObject({ stale: false, source: 'Two of us, on a visit', version: 2 })
  expect(checked).toMatchObject({
    checkedBy: 'Jo Mbeki',
    checkedAgencyName: 'Lantern',
    agencyName: stale?.agencyName,
  })
  clock.set('2026-03-02T09:00:00Z')
})

it('WRK-2 what is no longer so stays on record, and is checked no more', async () => {
  const { at } = await warned()
  const body = { words: 'The dog was given away.' }
  const ended = await done(as.outreach, endWorkerWarning, { params: at, body, version: 1 })
  expect(ended.ended).toMatchObject(body)
  await world.runJobs()
  const { items } = await done(as.midwife, listNotifications)
  expect(items.filter(({ kind }) => kind === 'worker_warning_ended')).toHaveLength(1)
  expect((await done(as.outreach, listNotifications)).items.map(({ kind }) => kind)).not.toContain(
    'worker_warning_ended',
  )
  expect(await refusal('outreach', endWorkerWarning, { params: at, body, version: 2 })).toEqual([
    409,
    'worker_warning.ended',
  ])
  expect(await refusal('police', endWorkerWarning, { params: at, body, version: 2 })).toEqual([
    404,
    'not_found',
  ])
})
