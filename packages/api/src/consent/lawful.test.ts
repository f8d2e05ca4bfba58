import { readCase } from '@alongside/shared/cases/contract'
import { returnReferral, saveReferral, submitReferral } from '@alongside/shared/referrals/contract'
import { expect, it } from 'vitest'
import { givenDraft, redAnswers } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, rows } = world
const basis = {
  agencyId: agencies.health,
  ...{ purpose: 'support', because: 'Her care is planned with them', confirmed: true },
  words: 'UK GDPR Article 6(1)(f). Article 9(2)(a). Gateway: the body’s function.',
}
const draftWith = (lawful: object[]) => {
  const { consent } = redAnswers(world)
  return givenDraft(world, { answers: { consent: { ...consent, lawful: lawful as never } } })
}
const submit = ({ id, version }: { id: string; version: number }) => ({ params: { referralId: id }, version })

it('CON-6 her say and the lawful basis stand on the case apart, as they were confirmed; sent again, neither twice', async () => {
  const draft = await draftWith([basis, { ...basis, agencyId: agencies.police }])
  const sent = await done(as.outreach, submitReferral, submit(draft))
  const params = { caseId: sent.caseId ?? '' }
  const read = async () => (await done(as.health, readCase, { params })).lawfulBases
  const { confirmed: _, ...kept } = basis
  expect(await read()).toMatchObject([{ ...kept, catalogueVersion: 1, confirmedBy: 'Jo Mbeki' }])
  const [row] = await rows<{ kept: string }>('SELECT row_to_json(l)::text AS kept FROM lawful_bases l')
  expect(row?.kept).not.toContain('Her care')

  const returned = await done(as.coordinator, returnReferral, {
    ...submit(sent),
    body: { asks: 'What for?' },
  })
  await done(as.outreach, submitReferral, submit(returned))
  expect(await rows('SELECT FROM lawful_bases')).toHaveLength(1)
  const again = await done(as.coordinator, returnReferral, {
    params: { referralId: sent.id },
    version: returned.version + 1,
    body: { asks: 'How is it met?' },
  })
  const { consent } = redAnswers(world)
  const saved = await done(as.outreach, saveReferral, {
    params: { referralId: sent.id },
    version: again.version,
    body: {
      answers: { consent: { ...consent, lawful: [{ ...basis, because: 'By her care plan' }] as never } },
    },
  })
  await done(as.outreach, submitReferral, submit(saved))
  expect(await read()).toMatchObject([{ because: 'By her care plan' }])
})

it('CON-6 half a basis is named at its place, and nothing changes', async () => {
  const { id, version } = await draftWith([{ agencyId: agencies.health, purpose: 'support' }])
  const call = submit({ id, version })
  expect(await refusalOf(world, ['lawful_bases', 'cases'], as.outreach, submitReferral, call)).toEqual([
    422,
    'referral.incomplete',
  ])
})

it('CON-6 a basis alone opens nothing: who was not agreed to sees no case', async () => {
  const draft = await draftWith([{ ...basis, agencyId: agencies.drugs }])
  const { caseId } = await done(as.outreach, submitReferral, submit(draft))
  const params = { caseId: caseId ?? '' }
  expect((await as.drugs(readCase, { params })).status).toBe(404)
  expect((await done(as.outreach, readCase, { params })).lawfulBases).toEqual([])
})
