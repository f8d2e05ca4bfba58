import type { CaseFile } from '@alongside/shared/cases/contract'
import type { Limit } from '@alongside/shared/limits/schema'
import { expect, it } from 'vitest'
import { afterJoining } from './after-joining.ts'

const grant = (agencyName: string, part: object = {}) => ({
  ...{
    agencyId: agencyName,
    agencyName,
    accountName: null,
    basis: 'consent',
    inForce: true,
    narrowed: false,
  },
  ...part,
})
const file = (id: string, part: object = {}) =>
  ({ id, reference: id.toUpperCase(), grants: [], consents: [], ...part }) as unknown as CaseFile
const no = (agencyName: string, caseId: string) =>
  ({ id: 'no', caseId, kind: 'agency', agencyId: agencyName, agencyName, liftedAt: null }) as unknown as Limit

it('ACC-8, REF-10 before two files are joined her no is named, and who loses sight by it', () => {
  const other = file('b', { grants: [grant('Police'), grant('Hospital')] })
  expect(afterJoining(file('a'), other, [no('Police', 'a')])).toEqual([
    'Her no to Police, said on A, binds B too. There Police stops seeing her case at once.',
  ])
  expect(afterJoining(file('a'), other, [])).toEqual([])
  // Said on both, it binds both already.
  expect(afterJoining(file('a'), other, [no('Police', 'a'), no('Police', 'b')])).toEqual([])
})

it('CON-3 what she took back on one file ends what she had agreed to on the other before, and who sees by it is named', () => {
  const one = file('a', { consents: [{ id: 'x', withdrawnAt: '2026-03-05T10:00:00Z' }] })
  const given = (recordedAt: string) =>
    file('b', {
      consents: [{ id: 'y', withdrawnAt: null, lapsedAt: null, recordedAt }],
      grants: [grant('Hospital', { consentId: 'y' })],
    })
  expect(afterJoining(one, given('2026-03-04T10:00:00Z'), [])[0]).toMatch(
    /By it no longer see that file: Hospital/,
  )
  expect(afterJoining(one, given('2026-03-06T10:00:00Z'), [])).toEqual([])
})
