import type { Case } from '@alongside/shared/cases/contract'
import type { Limit } from '@alongside/shared/limits/schema'
import { expect, it } from 'vitest'
import { saidLast } from './said-last.ts'

const consent = (change: Partial<Case['consents'][number]> = {}): Case['consents'][number] => ({
  id: 'consent',
  record: {
    shared: 'All of it',
    how: 'spoken',
    through: 'nobody_else',
    takenBy: 'Jo',
    givenOn: '2026-03-02',
    reviewOn: '2026-06-01',
    agreedAgencies: ['health', 'police'],
    until: '2026-06-30',
  },
  givenOn: '2026-03-02',
  until: '2026-06-30',
  recordedAt: '2026-03-02T09:00:00Z',
  recordedBy: 'Jo Mbeki',
  withdrawnAt: null,
  lapsedAt: null,
  ...change,
})
const police = { kind: 'agency', agencyId: 'police' } as Limit

it('ACC-8 CON-3 a renewal begins with what she said last, and her noes stand in it', () => {
  expect(saidLast({ consents: [consent({ lapsedAt: '2026-07-01T00:00:00Z' })] }, [police])).toEqual({
    shared: 'All of it',
    agreedAgencies: ['health'],
    refusedAgencies: ['police'],
  })
})

it('ACC-8 CON-3 after she withdrew nothing of what she agreed to is filled in, and her noes are', () => {
  expect(saidLast({ consents: [consent({ withdrawnAt: '2026-03-05T00:00:00Z' })] }, [police])).toEqual({
    agreedAgencies: [],
    refusedAgencies: ['police'],
  })
})
