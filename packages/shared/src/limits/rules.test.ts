import { describe, expect, it } from 'vitest'
import type { Basis } from '../access.ts'
import { shippedBankHolidays } from '../bank-holidays.ts'
import { workingCalendar } from '../calendar.ts'
import { recordWithoutConsent } from '../consent/contract.ts'
import type { ConsentAnswers } from '../consent/schema.ts'
import { stateTable } from '../state-table.test-support.ts'
import { decideOverride } from './contract.ts'
import {
  decideBy,
  isSame,
  lapsesAt,
  limitsOf,
  sayingFaults,
  whyNotAskAgain,
  whyNotDecide,
  whyNotRecordConsent,
  whyNotRecordSay,
  whyNotSettleLimit,
  whyNotShare,
} from './rules.ts'
import type { Limit } from './schema.ts'
import { overrideStates } from './values.ts'

const limit = (change: Partial<Limit> = {}): Limit => ({
  id: 'the police',
  caseId: 'case',
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
  saidOn: '2026-03-02',
  recordedAt: '2026-03-02T09:00:00Z',
  recordedBy: 'Jo Mbeki',
  promisedBy: { agencyId: 'lantern', agencyName: 'Lantern' },
  confirmedAt: null,
  liftedAt: null,
  liftedBy: null,
  liftedWords: null,
  ...change,
})
const lifted = { liftedAt: '2026-03-03T09:00:00Z' }

const faults = (consent: ConsentAnswers, limits = [limit()]) =>
  sayingFaults(consent, '', { limits, withdrewOn: '2026-03-04' }).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  )

describe('ACC-8 a consent against what she said before', () => {
  it.each([
    ['silence keeps her no', { agreedAgencies: ['housing'] }, []],
    ['an agency that she refused', { agreedAgencies: ['police'] }, ['/agreedAgencies contradiction']],
    ['and lifts it', { agreedAgencies: ['police'], lifts: ['the police'] }, []],
    ['lifts what is not hers', { lifts: ['another'] }, ['/lifts unknown']],
    [
      'lifts it and says it',
      { refusedAgencies: ['police'], lifts: ['the police'] },
      ['/lifts contradiction'],
    ],
    ['given before she withdrew', { givenOn: '2026-03-03' }, ['/givenOn contradiction']],
    ['given on the day that she withdrew', { givenOn: '2026-03-04' }, []],
  ] as [string, ConsentAnswers, string[]][])('%s', (_, consent, places) =>
    expect(faults(consent)).toEqual(places),
  )

  it('what she lifted before is no more in its way, and sent again it is no fault', () => {
    expect(faults({ agreedAgencies: ['police'], lifts: ['the police'] }, [limit(lifted)])).toEqual([])
    expect(faults({ agreedAgencies: ['police'] }, [limit(lifted)])).toEqual([])
  })

  it('nobody lifts what she said about an agency of his own', () =>
    expect(faults({ agreedAgencies: ['police'], lifts: ['the police'] }, [limit({ own: true })])).toEqual([
      '/lifts contradiction',
    ]))
})

it('ACC-8 a limit is settled once, and never by the agency that it is about', () => {
  expect(whyNotSettleLimit(limit())).toBe(null)
  expect(whyNotSettleLimit(limit({ own: true }))).toBe('limit.own')
  expect(whyNotSettleLimit(limit(lifted))).toBe('limit.lifted')
  expect(whyNotSettleLimit(limit({ kind: 'purpose', agencyId: null }))).toBe(null)
})

it('ACC-7 an emergency alone is no reason to record what she says', () => {
  expect(whyNotRecordSay(['emergency_access'])).toBe('consent.emergency')
  expect(whyNotRecordSay(['emergency_access', 'consent'])).toBe(null)
})

it('ACC-8 what she refuses as she consents: agencies, and a use in her own words', () => {
  const said = limitsOf({
    refusedAgencies: ['police'],
    limits: ' Nothing to the Home Office. ',
    givenOn: '2026-03-02',
  })
  expect(said).toMatchObject([
    { kind: 'agency', agencyId: 'police', saidOn: '2026-03-02' },
    { kind: 'purpose', purpose: 'other', words: 'Nothing to the Home Office.' },
  ])
  expect(said.map((one) => isSame(one, limit()))).toEqual([true, false])
})

it('ACC-8 what may be done with a request to share past her no reads at a glance', async () => {
  const mine = { asked: false, decided: false, seat: null }
  const at = {
    'in whose place it is': { agencyId: 'health', mine: { ...mine, seat: 'referring' as const } },
    'of an agency that decided': { agencyId: 'health', mine: { ...mine, decided: true } },
    'who asked': { agencyId: 'health', mine: { ...mine, asked: true } },
    'of the agency that gains': { agencyId: 'police', mine },
    'anybody else': { agencyId: 'housing', mine },
  }
  const again = (id: string) => ({ id, permission: recordWithoutConsent.permission })
  const table = stateTable({
    title: 'ACC-8 A request to share past her no',
    states: overrideStates,
    places: Object.keys(at) as (keyof typeof at)[],
    moves: [
      {
        operation: decideOverride,
        whyNot: ({ state, place }) =>
          whyNotDecide({ state, agencyId: 'police', mine: at[place].mine }, { agencyId: at[place].agencyId }),
      },
      {
        operation: again('asked again'),
        whyNot: ({ state }) => whyNotAskAgain({ state, urgent: false }, {}),
      },
      {
        operation: again('asked again, urgently'),
        whyNot: ({ state }) => whyNotAskAgain({ state, urgent: false }, { urgent: true }),
      },
      {
        operation: again('urgent, asked again'),
        whyNot: ({ state }) => whyNotAskAgain({ state, urgent: true }, { urgent: true }),
      },
    ],
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
})

it('ACC-8 two decide within a working day, or four hours where a life is in danger; after five working days it ends by itself', () => {
  const london = workingCalendar('Europe/London', shippedBankHolidays('england-and-wales'))
  const asked = '2026-04-02T10:00:00Z'
  expect(decideBy(london, asked, true)).toBe('2026-04-02T14:00:00Z')
  expect(decideBy(london, asked, false)).toBe('2026-04-07T22:59:59Z')
  expect(lapsesAt(london, asked)).toBe('2026-04-13T22:59:59Z')
})

it('CON-1 an agreement is recorded by who took it, or by who is near her', () => {
  const by = (...myBases: Basis[]) =>
    whyNotRecordConsent({ myBases, refusedHere: false }, { takenBy: 'Jo Mbeki' }, 'Ada Quist')
  expect([by('own_referral'), by('consent'), by('coordination', 'consent')]).toEqual([null, null, null])
  expect([by('coordination'), by('without_consent')]).toEqual(['consent.not_taken', 'consent.not_taken'])
  expect(
    whyNotRecordConsent(
      { myBases: ['coordination'], refusedHere: false },
      { takenBy: ' ada  quist ' },
      'Ada Quist',
    ),
  ).toBe(null)
  expect(whyNotRecordConsent({ myBases: ['coordination'], refusedHere: false }, {}, 'Ada Quist')).toBe(
    'consent.not_taken',
  )
  expect(
    whyNotRecordConsent(
      { myBases: ['emergency_access'], refusedHere: false },
      { takenBy: 'Ada Quist' },
      'Ada Quist',
    ),
  ).toBe('consent.emergency')
})

it('ACC-8 an agency that she refused on the file lets nobody in by its own referral, whoever took it from her', () => {
  const own = { myBases: ['own_referral' as const], refusedHere: true }
  expect(whyNotShare(own)).toBe('consent.own_record')
  expect(whyNotRecordConsent(own, { takenBy: 'Ada Quist' }, 'Ada Quist')).toBe('consent.own_record')
  expect(whyNotRecordSay(own.myBases)).toBe(null)
  expect(whyNotShare({ ...own, refusedHere: false })).toBe(null)
})
