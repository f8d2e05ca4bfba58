import type { Basis } from '@alongside/shared/access'
import type { Case } from '@alongside/shared/cases/contract'
import { expect, test } from 'vitest'
import { agenciesThatLose } from './agencies-that-lose.ts'

const grant = (agencyId: string, basis: Basis, part: Partial<Case['grants'][number]> = {}) => ({
  id: `${agencyId} ${basis}`,
  agencyId,
  agencyName: agencyId.toUpperCase(),
  basis,
  accountName: null,
  from: '2026-04-01T09:00:00Z',
  until: null,
  inForce: true,
  narrowed: false,
  consentId: null,
  ...part,
})
const consent: Case['consents'][number] = {
  id: 'consent',
  record: { agreedAgencies: ['health', 'housing', 'police'] },
  givenOn: '2026-04-01',
  until: '2026-09-30',
  recordedAt: '2026-04-01T09:00:00Z',
  recordedBy: 'Jo Mbeki',
  withdrawnAt: null,
  lapsedAt: null,
}

test('ACC-3: who rests on this consent alone stops seeing the case; another basis stays', () => {
  const grants = [
    grant('health', 'consent'),
    grant('housing', 'consent'),
    grant('housing', 'own_referral'),
    grant('police', 'consent', { inForce: false }),
    grant('drugs', 'consent'),
  ]
  expect(agenciesThatLose(consent, grants)).toEqual(['HEALTH'])
})

test('ACC-3: one worker’s emergency access keeps nobody else in', () => {
  const grants = [
    grant('health', 'consent'),
    grant('health', 'emergency_access', { accountName: 'Ruth Amadi' }),
  ]
  expect(agenciesThatLose(consent, grants)).toEqual(['HEALTH'])
})

test('ACC-3: who is in the new consent goes on seeing the case', () => {
  const grants = [grant('health', 'consent'), grant('housing', 'consent')]
  expect(agenciesThatLose(consent, grants, ['housing'])).toEqual(['HEALTH'])
})
