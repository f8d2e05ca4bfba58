import { expect, test } from 'vitest'
import { emergencyFaults } from './faults.ts'

const reason = 'Unconscious; we need her allergies.'

test('ACC-7: emergency access asks for the reference or its last part and for a reason of 20 characters', () => {
  expect(emergencyFaults({ reference: 'EMP-2026-7K3QX', reason })).toEqual([])
  expect(emergencyFaults({ reference: '7K3QX', reason })).toEqual([])
  expect(emergencyFaults({ reference: 'EMP-26', reason }).map(({ pointer }) => pointer)).toEqual([
    '/reference',
  ])
  expect(emergencyFaults({ reference: 'EMP-2026-7K3QX', reason: 'x'.repeat(19) })).toHaveLength(1)
  expect(emergencyFaults({ reference: 'EMP-2026-7K3QX', reason: 'x'.repeat(20) })).toEqual([])
})
