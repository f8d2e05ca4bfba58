import { expect, it } from 'vitest'
import { saidToBeOf } from './said-to-be-of.ts'

const agencies = [
  { id: 'police', name: 'Eastmarsh Police', domains: ['eastmarsh.pnn.example', 'gmail.com'] },
  { id: 'hospital', name: 'Eastmarsh Hospital', domains: ['shared.example'] },
  { id: 'homes', name: 'Harbour Homes', domains: ['shared.example', 'harbour.example'] },
]
const said = (organisation: string, email = 'x@elsewhere.example') =>
  saidToBeOf({ organisation, email }, agencies)

it.each([
  'Eastmarsh Police',
  '  eastmarsh   POLICE ',
  'Eastmarsh\u00a0Police',
  'Eastmarsh\u200bPolice',
  'EastmarshPolice',
  '\u0415astmarsh Police',
  'Eastmarsh \u0420\u043elice',
  'Ｅastmarsh Pólice',
  'The Eastmarsh Police',
  'Eastmarsh Police, CID',
  'CID of the Eastmarsh Police',
  'Истмарш / Eastmarsh-Police',
])('ACC-8 who is said to work at «%s» is of that agency', (organisation) => {
  expect(said(organisation)).toEqual({ ofAgencies: ['police'], mayBeOf: [] })
})

it.each([
  ['Northgate Police', ['police']],
  ['Eastmarsh Polcie', ['police']],
  ['The police station', ['police']],
  ['Harbour Hostel', ['homes']],
  ['Eastmarsh College', []],
  ['Northgate Refuge', []],
])('ACC-8 who is said to work at «%s» may be of what shares a telling word: %j', (organisation, mayBeOf) => {
  expect(said(organisation)).toEqual({ ofAgencies: [], mayBeOf })
})

it('ACC-8 an address tells it too: by a domain that is one agency’s alone, or by its name in it', () => {
  expect(said('A refuge', 'x@eastmarsh.pnn.example').ofAgencies).toEqual(['police'])
  expect(said('A refuge', 'x@CID.eastmarsh.pnn.example').ofAgencies).toEqual(['police'])
  expect(said('A refuge', 'x@eastmarsh-police.example').ofAgencies).toEqual(['police'])
  expect(said('A refuge', 'x@north.police.example')).toEqual({ ofAgencies: [], mayBeOf: ['police'] })
  for (const nobodys of ['x@shared.example', 'x@gmail.com', 'x@refuge.example'])
    expect(said('A refuge', nobodys)).toEqual({ ofAgencies: [], mayBeOf: [] })
})
