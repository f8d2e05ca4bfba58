import type { Grant } from '@alongside/shared/cases/contract'
import { expect, test } from 'vitest'
import { sightOf } from './files.ts'

const grant = (agencyName: string, part: Partial<Grant> = {}): Grant => ({
  id: agencyName,
  agencyId: agencyName,
  agencyName,
  basis: 'consent',
  accountName: null,
  from: '2026-03-02T09:00:00Z',
  until: null,
  inForce: true,
  narrowed: false,
  consentId: null,
  ...part,
})

test('REF-10: who sees which of two files, agency by agency; what has ended counts for nothing', () => {
  const file = {
    grants: [grant('Lantern'), grant('Lantern'), grant('Hospital'), grant('Police', { inForce: false })],
  }
  const joined = { grants: [grant('Lantern'), grant('Homes'), grant('Police', { accountName: 'Neil Vale' })] }
  expect(sightOf(file, joined)).toEqual([
    { agencyName: 'Homes', sees: 'the joined file' },
    { agencyName: 'Hospital', sees: 'the file that goes on' },
    { agencyName: 'Lantern', sees: 'both files' },
    { agencyName: 'Neil Vale alone, Police', sees: 'the joined file' },
  ])
})
