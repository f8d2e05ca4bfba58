import { listExclusions } from '@alongside/shared/exclusions/contract'
import { listPeopleWhoHarm } from '@alongside/shared/people-who-harm/contract'
import {
  previewReferral,
  readReferral,
  returnReferral,
  saveReferral,
  submitReferral,
} from '@alongside/shared/referrals/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenDraft } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows } = world
await givenCalendar(world)

const [first, second, order] = [newId(), newId(), newId()]
const daz = {
  called: 'Daz',
  relation: 'former_partner' as const,
  area: 'Station Road',
  orders: { [order]: { kind: 'non_molestation' as const, endsOn: '2026-04-30' } },
}

/** A draft in which two people are named, one of whom says nothing yet. */
async function drafted(row: object = daz) {
  const draft = await givenDraft(world)
  return done(as.outreach, saveReferral, {
    params: { referralId: draft.id },
    body: { answers: { peopleWhoHarm: { [first]: row, [second]: {} } } },
    version: draft.version,
  })
}
const submit = ({ id, version }: { id: string; version: number }) =>
  done(as.outreach, submitReferral, { params: { referralId: id }, version })
const onCase = async (who: PersonName, caseId: string) =>
  (await done(as[who], listPeopleWhoHarm, { params: { caseId } })).items

it('HRM-1 a draft keeps who harms her, row by row, also what is half typed', async () => {
  const half = { ...daz, orders: { [order]: { endsOn: '2026-04-' } } }
  const draft = await drafted(half)
  expect(draft.answers.peopleWhoHarm).toEqual({ [first]: half, [second]: {} })
  const { faults } = await done(as.outreach, previewReferral, { params: { referralId: draft.id } })
  expect(faults.map(({ pointer }) => pointer)).toEqual([
    ...['kind', 'endsOn'].map((part) => `/answers/peopleWhoHarm/${first}/orders/${order}/${part}`),
  ])
})

it('HRM-1 somebody of whom nothing tells who he is keeps the form from being submitted', async () => {
  const draft = await drafted({ danger: 'Has a dog' })
  const { status, body } = await as.outreach(submitReferral, {
    params: { referralId: draft.id },
    version: draft.version,
  })
  expect([status, body]).toMatchObject([
    422,
    { errors: [{ pointer: `/answers/peopleWhoHarm/${first}/called`, code: 'missing' }] },
  ])
})

it('HRM-1 a name on the form that somebody bears who works in the partnership is asked about before anything is sent, and her file is closed to that person as it begins', async () => {
  const draft = await drafted({ called: 'Neil Vale' })
  const refused = await as.outreach(submitReferral, {
    params: { referralId: draft.id },
    version: draft.version,
  })
  expect([refused.status, refused.body]).toMatchObject([
    409,
    {
      code: 'person_who_harms.works_here',
      errors: [{ pointer: `/answers/peopleWhoHarm/${first}/sameName`, code: 'missing' }],
    },
  ])
  const said = await done(as.outreach, saveReferral, {
    params: { referralId: draft.id },
    body: { answers: { peopleWhoHarm: { [first]: { called: 'Neil Vale', sameName: 'close_first' } } } },
    version: draft.version,
  })
  const { caseId } = await submit(said)
  const { items } = await done(as.coordinator, listExclusions, { params: { caseId: caseId! } })
  expect(items).toMatchObject([{ told: false, agencyName: 'Eastmarsh Police' }])
})

it('HRM-1 submitted, the rows go to the case, for those who may read them, and stand in no answers any more', async () => {
  const submitted = await submit(await drafted())
  const { caseId } = submitted
  for (const who of ['coordinator', 'outreach'] as const)
    expect(await onCase(who, caseId!)).toMatchObject([
      {
        facts: { called: 'Daz', orders: [{ kind: 'non_molestation', endsOn: '2026-04-30' }] },
        fromReferral: true,
        recorded: { agencyName: 'Lantern' },
      },
    ])
  expect(await onCase('midwife', caseId!)).toEqual([])
  for (const who of ['outreach', 'coordinator', 'midwife'] as const) {
    const { answers } = await done(as[who], readReferral, { params: { referralId: submitted.id } })
    expect(answers.peopleWhoHarm).toBeUndefined()
  }
})

it('HRM-1 a form that comes again copies no row twice; a new one is its writer’s alone until then', async () => {
  const submitted = await submit(await drafted())
  const params = { referralId: submitted.id }
  const returned = await done(as.coordinator, returnReferral, {
    params,
    body: { asks: 'Where is she tonight?' },
    version: submitted.version,
  })
  const again = await done(as.outreach, saveReferral, {
    params,
    body: { answers: { peopleWhoHarm: { [first]: daz, [second]: { called: 'Mick' } } } },
    version: returned.version,
  })
  expect(Object.keys(again.answers.peopleWhoHarm!)).toHaveLength(2)
  expect((await done(as.coordinator, readReferral, { params })).answers.peopleWhoHarm).toBeUndefined()
  await submit(again)
  const people = await onCase('coordinator', submitted.caseId!)
  expect(people.map(({ facts }) => facts.called).sort()).toEqual(['Daz', 'Mick'])
  const kept = await rows<{ count: number }>(
    'SELECT count(*)::int AS count FROM people_who_harm WHERE referral_id = $1',
    [submitted.id],
  )
  expect(kept).toEqual([{ count: 2 }])
})
