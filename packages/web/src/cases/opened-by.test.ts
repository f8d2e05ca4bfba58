import { expect, test } from 'vitest'
import { openedBy } from './opened-by.ts'

const grant = {
  id: 'g1',
  agencyId: 'lantern',
  agencyName: 'Lantern',
  basis: 'own_referral' as const,
  accountName: null,
  from: '2026-03-31T09:00:00Z',
  until: null,
  inForce: true,
  narrowed: false,
  consentId: null,
}
const health = {
  ...grant,
  agencyId: 'health',
  agencyName: 'Health',
  basis: 'consent' as const,
  consentId: 'c1',
}

test('ACC-2 a consent opens the file to those whose grant rests on it and holds', () => {
  const grants = [grant, health, { ...health, agencyName: 'Housing', inForce: false }]
  expect(openedBy('c1', grants, 'lantern')).toEqual(['Health'])
})

test('ACC-8 one whose every grant has ended opens nothing', () => {
  expect(openedBy('c1', [grant, { ...health, inForce: false }], 'lantern')).toEqual([])
  expect(openedBy('c2', [grant, health], 'lantern')).toEqual([])
})

test('ACC-6 who sees what her agency wrote alone is not told that it opens nothing', () => {
  expect(openedBy('c1', [{ ...grant, narrowed: true }], 'lantern')).toBe(null)
})
