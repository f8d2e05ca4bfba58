import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageOn } from '../calendar.ts'
import {
  childBand,
  childFaults,
  childrenOfForm,
  mayBeSameChild,
  unnamedChildId,
  whyNotAskHer,
} from './rules.ts'
import type { ChildRow, ChildSaid } from './schema.ts'
import { childInWords } from './words.ts'

const today = '2026-03-02'
const jayden: ChildRow = { id: '01995b1c-7d00-7000-8000-000000000001', calledName: 'Jayden', stated: '6' }

describe('CHD-1 the band in which a child is counted', () => {
  it.each([
    ['not born yet', { unborn: true, due: '2026-08' }, 'unborn'],
    ['born this winter', { born: '2026-01' }, 'under_1'],
    ['the day before the fifth birthday', { born: '2021-03-03' }, '1_to_4'],
    ['the fifth birthday', { born: '2021-03-02' }, '5_to_9'],
    ['an age as it was said', { stated: '15' }, '10_to_15'],
    ['16 or 17', { stated: '16 or 17' }, '16_to_17'],
    ['over 18', { born: '2001' }, '18_or_over'],
    ['a range over two bands', { stated: '8 to 11' }, 'not_known'],
    ['a slip of the pen', { born: '19' }, 'not_known'],
    ['nothing', {}, 'not_known'],
  ] as [string, ChildSaid, string][])('%s', (_, child, band) => expect(childBand(child, today)).toBe(band))

  it('equals a recount of ages for every date of birth', () => {
    const within = { min: new Date('1990-01-01'), max: new Date('2026-03-02'), noInvalidDate: true }
    fc.assert(
      fc.property(fc.date(within), (date) => {
        const born = date.toISOString().slice(0, 10)
        const years = ageOn(Temporal.PlainDate.from(born), Temporal.PlainDate.from(today))
        const band = childBand({ born }, today)
        const [from, to] = {
          under_1: [0, 0],
          '1_to_4': [1, 4],
          '5_to_9': [5, 9],
          '10_to_15': [10, 15],
          '16_to_17': [16, 17],
          '18_or_over': [18, 200],
          unborn: [-1, -1],
          not_known: [-1, -1],
        }[band] as [number, number]
        expect(years >= from && years <= to).toBe(true)
      }),
    )
  })
})

describe('CHD-1 what is wrong with a child of a form stands at its place', () => {
  it.each([
    ['nothing is said', {}, '/calledName missing'],
    ['a date without its year', { born: '-2-14' }, '/born unfinished'],
    ['a birth to come', { born: '2026-09-01' }, '/born contradiction'],
    ['an age in letters', { calledName: 'Mia', stated: 'small' }, '/stated contradiction'],
    ['two ages that cannot both be right', { born: '2015', stated: '3' }, '/stated contradiction'],
    ['born and not born yet', { unborn: true, born: '2025' }, '/born contradiction'],
    ['due long ago', { unborn: true, due: '2025-11' }, '/due contradiction'],
    ['due in years', { unborn: true, due: '2028' }, '/due contradiction'],
    ['at risk of what', { calledName: 'Mia', atRisk: 'yes' }, '/risk missing'],
    [
      'dead and at risk',
      { calledName: 'Mia', died: true, atRisk: 'yes', risk: 'Him' },
      '/atRisk contradiction',
    ],
  ] as [string, ChildSaid, string][])('%s', (_, child, place) =>
    expect(childFaults(child, today, false).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      place,
    ]),
  )
  it.each([
    ['a name', { calledName: 'Mia' }],
    ['an age', { stated: 'about 4' }],
    ['an age that was right on its day', { born: '2015', stated: '3', statedOn: '2018-06-01' }],
    ['an age beside a year of birth', { born: '2015', stated: '10' }],
    ['not born yet, and no day', { unborn: true }],
    ['that it is another’s', { whose: 'another' }],
  ] as [string, ChildSaid][])('%s is enough', (_, child) =>
    expect(childFaults(child, today, false)).toEqual([]),
  )
  it('what puts them all at risk is said once', () =>
    expect(childFaults({ ...jayden, atRisk: 'yes' }, today, true)).toEqual([]))
})

describe('SAF-1 every notification names a child', () => {
  it('one who is not named yet, where a child is at risk and none of them is said to be', () => {
    expect(childrenOfForm({ rows: [jayden], risk: 'The flat' }, true, '')).toEqual([
      jayden,
      { id: unnamedChildId, atRisk: 'yes', whose: 'not_known', risk: 'The flat' },
    ])
    expect(childrenOfForm({}, true, 'Seen at the window')).toMatchObject([{ risk: 'Seen at the window' }])
  })
  it('those who are said to be, with what puts them all at risk where nothing is said of each', () => {
    const rows = [{ ...jayden, atRisk: 'yes' as const }]
    expect(childrenOfForm({ rows, risk: 'The flat' }, true, '')).toEqual([{ ...rows[0], risk: 'The flat' }])
  })
  it('nobody where none is at risk', () =>
    expect(childrenOfForm({ rows: [jayden] }, false, '')).toEqual([jayden]))
})

it('CHD-1 nobody asks her again about a child who died, who was adopted, or of whom she said so', () => {
  expect(whyNotAskHer({ died: true })).toBe('died')
  expect(whyNotAskHer({ involvement: 'adopted' })).toBe('adopted')
  expect(whyNotAskHer({ doNotAskHer: true })).toBe('she_said_so')
  expect(whyNotAskHer({ involvement: 'looked_after' })).toBeNull()
})

it('REF-10 children of two files of one person who may be one: called alike, of an age that can be one', () => {
  const alike = (one: ChildSaid, other: ChildSaid) => mayBeSameChild(one, other, today)
  expect(alike({ calledName: 'Jayden', born: '2019' }, { calledName: ' jáyden', stated: '6' })).toBe(true)
  expect(alike({ calledName: 'Jayden', born: '2019' }, { calledName: 'Jayden', stated: '14' })).toBe(false)
  expect(alike({ calledName: 'Jayden' }, { calledName: 'Kayden' })).toBe(false)
  expect(alike({ unborn: true }, { unborn: true })).toBe(true)
  expect(alike({ stated: '6' }, { stated: '6' })).toBe(false)
})

it('CHD-1 a child in one sentence', () => {
  expect(
    childInWords(
      {
        ...jayden,
        gender: 'boy',
        livesWith: 'his nan',
        borough: 'Camden',
        involvement: 'protection_plan',
        atRisk: 'yes',
      },
      today,
    ),
  ).toBe(
    'Jayden (6, said to be 6); boy; lives with his nan, Camden; children’s social care: child protection plan; at risk',
  )
})
