import { readCase } from '@alongside/shared/cases/contract'
import { recordLawfulBasis, withdrawConsent } from '@alongside/shared/consent/contract'
import { readPaper } from '@alongside/shared/documents/contract'
import { signMeeting } from '@alongside/shared/meetings/contract'
import { returnReferral, saveReferral, submitReferral } from '@alongside/shared/referrals/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenDraft, givenListed, redAnswers } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { withoutConsent } from '../demo/answers.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, rows } = world
await givenCalendar(world)
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

it('CON-6 ACC-2 both kinds stand in one referral, and each opens what it covers: her no to the one ends with its own', async () => {
  const { consent } = redAnswers(world)
  const without = withoutConsent([agencies.drugs], { reviewOn: '2026-06-30' }).without ?? {}
  const draft = await givenDraft(world, { answers: { consent: { ...consent, basis: 'both', without } } })
  const sent = await done(as.outreach, submitReferral, submit(draft))
  const params = { caseId: sent.caseId ?? '' }
  const basisOf = async () =>
    (await done(as.outreach, readCase, { params })).grants
      .filter(({ inForce, basis }) => inForce && /consent/.test(basis))
      .map(({ agencyName, basis }) => `${agencyName}: ${basis}`)
      .toSorted()
  const before = await basisOf()
  expect(before).toContain('Eastmarsh Hospital: consent')
  expect(before.filter((one) => one.endsWith('without_consent'))).toHaveLength(1)
  expect((await as.drugs(readCase, { params })).status).toBe(200)
  const [given] = (await done(as.outreach, readCase, { params })).consents
  await done(as.outreach, withdrawConsent, { params: { consentId: given!.id }, body: { how: 'By phone' } })
  expect((await as.health(readCase, { params })).status).toBe(404)
  expect((await as.drugs(readCase, { params })).status).toBe(200)
})

it('CON-6 a basis is named later on the case, for each purpose; the newest of a purpose stands, and the pack says it', async () => {
  const { caseId } = await givenListed(world)
  const params = { caseId: caseId! }
  const { confirmed: _, ...body } = basis
  const name = (more: object = {}) =>
    done(as.outreach, recordLawfulBasis, { params, body: { ...body, ...more } as never })
  await name()
  await name({ purpose: 'adult_at_risk', say: 'not_asked' })
  await name({ because: 'By her care plan', say: 'agrees' })
  const { lawfulBases, timeline } = await done(as.health, readCase, { params })
  expect(lawfulBases).toMatchObject([
    { purpose: 'adult_at_risk', say: 'not_asked' },
    { purpose: 'support', say: 'agrees', because: 'By her care plan', confirmedBy: 'Jo Mbeki' },
  ])
  expect(timeline.filter(({ subject }) => subject === 'lawful_basis')).toHaveLength(3)
  for (const [who, more, refused] of [
    ['police', {}, [404, 'not_found']],
    ['outreach', { agencyId: newId() }, [422, 'reference.unknown']],
  ] as const)
    expect(
      await refusalOf(world, ['lawful_bases', 'history'], as[who], recordLawfulBasis, {
        params,
        body: { ...body, ...more } as never,
      }),
    ).toEqual(refused)

  const [{ meetingId = '' } = {}] = (await done(as.coordinator, readCase, { params })).items
  await done(as.coordinator, signMeeting, { params: { meetingId }, body: { agreed: true } })
  const paper = await done(as.coordinator, readPaper, { params: { meetingId }, query: { kind: 'pack' } })
  const [{ sharing = [] } = {}] = paper.items
  expect(sharing.find((line) => line.startsWith('Eastmarsh Hospital'))).toContain('She agrees. The law: ')
  expect(sharing.join(' ')).toContain('(she agrees): UK GDPR Article 6(1)(f)')
  expect(sharing.find((line) => line.startsWith('Harbour Homes'))).toContain('basis not named')
})
