import { expect, it } from 'vitest'
import type { Basis } from '../access.ts'
import { afterNo, eachNo, noTo } from './of-person.ts'
import type { Limit } from './schema.ts'

const said = (change: Partial<Limit> = {}): Limit => ({
  id: 'on one file',
  caseId: 'one',
  caseReference: 'EMP-2026-7K3QX',
  doubted: false,
  kind: 'agency',
  agencyId: 'police',
  agencyName: 'Eastmarsh Police',
  accountId: null,
  accountName: null,
  purpose: null,
  words: '',
  own: false,
  saidOn: '2026-03-01',
  recordedAt: '2026-03-01T09:00:00Z',
  recordedBy: 'Jo Mbeki',
  promisedBy: { agencyId: 'outreach', agencyName: 'Lantern' },
  confirmedAt: null,
  liftedAt: null,
  liftedBy: null,
  liftedWords: null,
  ...change,
})

it('ACC-8 a no is the person’s: once, on however many of her files she said it', () => {
  const again = said({ id: 'on another', caseId: 'other', words: 'Never them.' })
  const housing = said({ id: 'housing', agencyId: 'housing' })
  const lifted = said({ id: 'lifted', liftedAt: '2026-03-02T09:00:00Z' })
  const liftedAgain = said({ id: 'lifted again', liftedAt: '2026-03-03T09:00:00Z' })
  const each = eachNo([said(), housing, again, lifted, liftedAgain])
  expect(each.map(({ limit, others }) => [limit.id, ...others.map(({ id }) => id)])).toEqual([
    ['on one file', 'on another'],
    ['housing'],
    ['lifted'],
    ['lifted again'],
  ])
})

it('ACC-8 a record that names an agency is read beside her no: the last that stands, of that agency alone', () => {
  const limits = [
    said(),
    said({ id: 'later', saidOn: '2026-03-04' }),
    said({ id: 'lifted', saidOn: '2026-03-09', liftedAt: '2026-03-10T09:00:00Z' }),
    said({ id: 'somebody there', kind: 'worker', agencyId: 'housing', accountId: 'sam' }),
  ]
  expect(noTo('police', limits)?.id).toBe('later')
  expect(noTo('housing', limits)).toBeUndefined()
})

it('ACC-8 before a no is recorded it says what each sight becomes: over, its own record, or seven days', () => {
  const seeing = (basis: Basis, change = {}) => ({
    ...{ agencyId: 'police', accountName: null, basis, inForce: true, narrowed: false },
    ...change,
  })
  expect(afterNo('police', [seeing('consent'), seeing('consent', { agencyId: 'health' })])).toBe('ends')
  expect(afterNo('police', [seeing('emergency_access', { accountName: 'Kay' })])).toBe('ends')
  expect(afterNo('police', [seeing('consent'), seeing('own_referral')])).toBe('own_record')
  expect(afterNo('police', [seeing('own_referral'), seeing('without_consent')])).toBe('seven_days')
  expect(afterNo('police', [seeing('consent', { inForce: false })])).toBeNull()
  expect(afterNo('police', [seeing('own_referral', { narrowed: true })])).toBeNull()
})
