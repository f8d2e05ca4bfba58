import { expect, it } from 'vitest'
import { faultsOf } from './faults.ts'
import type { ReferralAnswers } from './referrals/schema.ts'

it('REF-5 a fault stands at a place that its schema has; another does not compile', () => {
  const { faults, missing } = faultsOf<ReferralAnswers>('/answers')
  missing('person/name', 'Write the name that she uses')
  missing('indicators/violence/restsOn', 'Say what it rests on')
  missing(`consent/without/grounds/${0}/because`, 'Say how this ground applies')
  // @ts-expect-error: there is no such question
  missing('person/nickname', '')
  // @ts-expect-error: it stands in another section
  missing('children/name', '')
  expect(faults.map(({ pointer }) => pointer).slice(0, 3)).toEqual([
    '/answers/person/name',
    '/answers/indicators/violence/restsOn',
    '/answers/consent/without/grounds/0/because',
  ])
})
