import { expect, it } from 'vitest'
import { basisInWords, proposeBasis, sharingPurposeCodes } from './lawful.ts'
import { bothFaults, lawfulFaults, lawfulOf, sharedWith } from './lawful-rules.ts'

const council = {
  publicBody: true,
  function: 'Preventing homelessness: Housing Act 1996, Part 7',
  relevantAuthority: true,
  dutyOfConfidence: null,
}
const charity = { publicBody: false, function: null, relevantAuthority: false, dutyOfConfidence: null }
const trust = { ...council, function: 'NHS Act 2006', dutyOfConfidence: 'Its patients, by common law' }

it.each([
  ['a public body plans support', 'support', council, charity, '6(1)(e): Preventing homelessness', '9(2)(a)'],
  ['a charity plans support', 'support', charity, council, '6(1)(f)', '9(2)(a)'],
  [
    'two who owe confidence plan support',
    'support',
    trust,
    trust,
    '6(1)(e): NHS',
    '9(2)(h) with DPA 2018 s. 11',
  ],
  [
    'a charity tells of an adult at risk',
    'adult_at_risk',
    charity,
    council,
    '6(1)(ea)',
    '9(2)(g) with DPA 2018 Sch. 1 para. 18',
  ],
  ['a council tells of a child', 'child_at_risk', council, council, '6(1)(e) and 6(1)(c)', '9(2)(g)'],
  ['a life is in danger', 'life_in_danger', charity, council, '6(1)(d)', '9(2)(c)'],
  ['a crime', 'crime', charity, council, '6(1)(ea)', 'Sch. 1 para. 10'],
  ['a court orders it', 'court_order', charity, charity, '6(1)(c)', '9(2)(f)'],
] as const)(
  'CON-6 the law’s basis is proposed by purpose and legal facts: %s',
  (_, purpose, from, to, article6, article9) => {
    const proposed = proposeBasis(purpose, from, to)
    expect(proposed?.article6).toContain(article6)
    expect(proposed?.article9).toContain(article9)
  },
)

it('CON-6 every purpose proposes a whole basis, and says what is asked', () => {
  for (const code of sharingPurposeCodes)
    for (const from of [council, charity, null]) {
      const proposed = proposeBasis(code, from, charity)
      expect(basisInWords(proposed!)).toMatch(/^UK GDPR Article 6\(1\).*Article 9\(2\).*Gateway: /)
      expect(proposed!.asks.length).toBeGreaterThan(0)
    }
  expect(proposeBasis('media', council, council)).toBeNull()
})

it('CON-6 what is not known of an agency is a gap, and section 115 reaches a relevant authority alone', () => {
  expect(proposeBasis('support', null, null)?.gaps).toHaveLength(2)
  expect(proposeBasis('crime', council, charity)?.gaps).toMatchObject(
    [/Section 115/].map((one) => expect.stringMatching(one)),
  )
  expect(proposeBasis('crime', charity, council)?.gaps).toEqual([])
})

it('CON-6 half a basis is named at its place; one for nobody who receives is none', () => {
  const sharing = {
    basis: 'consent' as const,
    given: { agreedAgencies: ['housing'] },
    lawful: [
      { agencyId: 'housing', purpose: 'support' },
      { agencyId: 'police', purpose: 'crime' },
      { agencyId: 'housing' },
    ],
  }
  expect(lawfulFaults(sharing, '/answers/consent/lawful').map(({ pointer }) => pointer)).toEqual([
    '/answers/consent/lawful/0/because',
    '/answers/consent/lawful/0/confirmed',
  ])
  expect(lawfulOf(sharing).map(({ agencyId }) => agencyId)).toEqual(['housing'])
})

it('CON-6 both kinds stand in one referral: by her agreement, without it, and one agency on either side for a purpose each', () => {
  const both = {
    basis: 'both' as const,
    given: { agreedAgencies: ['housing'], refusedAgencies: ['probation'] },
    without: { agencies: ['police'] },
  }
  const faults = (sharing: Parameters<typeof bothFaults>[0]) =>
    [...bothFaults(sharing, '', (id) => id), ...lawfulFaults(sharing, '/lawful')].map(
      ({ pointer }) => pointer,
    )
  const named = { because: 'So', words: 'So', confirmed: true }
  expect(sharedWith(both)).toEqual(['housing', 'police'])
  expect(faults(both)).toEqual([])
  expect(faults({ ...both, without: { agencies: ['probation'] } })).toEqual(['/without/agencies'])
  const twice = { ...both, without: { agencies: ['housing'] } }
  expect(faults(twice)).toEqual(['/without/agencies'])
  const crime = { agencyId: 'housing', purpose: 'crime', say: 'does_not_agree' as const, ...named }
  expect(faults({ ...twice, lawful: [crime] })).toEqual([])
  expect(faults({ ...both, lawful: [crime] })).toEqual(['/lawful/0/say'])
  expect(faults({ ...twice, lawful: [crime, crime] })).toEqual(['/lawful/1/purpose'])
  expect(faults({ ...both, lawful: [{ ...crime, agencyId: 'police', say: 'agrees' }] })).toEqual([
    '/lawful/0/say',
  ])
})
