import { expect, test } from 'vitest'
import { dateFaults } from './date-faults.ts'

test('an unfinished or impossible date is named; an absent one is another rule’s matter', () => {
  const faults = dateFaults({ givenOn: '2026-04-31', until: '2026--', reviewOn: undefined, ok: '2026-04-30' })
  expect(faults.map(({ pointer }) => pointer)).toEqual(['/givenOn', '/until'])
})
