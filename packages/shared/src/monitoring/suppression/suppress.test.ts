import { describe, expect, test } from 'vitest'
import { explain } from './explain.ts'
import { leaks, primaryOnly } from './guarantee.test-support.ts'
import { publish } from './publish.ts'
import { addsUp, distinctPeopleSoFar, throughout } from './relations.ts'
import type { Report, Suppressed } from './report.ts'
import { suppress } from './suppress.ts'

type Cells = Record<string, number>

const total = (cells: Cells) => Object.values(cells).reduce((sum, n) => sum + n, 0)

/** A report of one margin for each family, with one table. */
function reportOf(name: string, families: Record<string, Cells>): Report {
  return {
    name,
    margins: Object.fromEntries(Object.entries(families).map(([margin, cells]) => [margin, total(cells)])),
    tables: Object.entries(families).map(([margin, cells]) => ({ name: 'ethnicity', margin, cells })),
  }
}

const shown = (suppressed: Suppressed, table = 0) => publish(suppressed).tables[table]!.cells
const everythingWithheld = (cells: Cells) =>
  Object.fromEntries(Object.keys(cells).map((cell) => [cell, 'withheld']))

describe('MON-1 small numbers in one table', () => {
  const only = (cells: Cells, options = {}) => suppress(reportOf('Q1', { all: cells }), options)

  test('nothing small: everything is shown', () => {
    const result = only({ Irish: 5, Roma: 12, Arab: 0 })
    expect(publish(result).margins).toEqual({ all: 17 })
    expect(shown(result)).toEqual({ Irish: 5, Roma: 12, Arab: 0 })
    expect(explain(result)).toEqual([])
  })

  test('one small cell takes the smallest other with it that is large enough to hide it', () => {
    expect(shown(only({ Irish: 2, Roma: 30, Chinese: 9, Arab: 0 }))).toEqual({
      Irish: 'small',
      Roma: 30,
      Chinese: 'withheld',
      Arab: 0,
    })
  })

  test('a cell of five hides no cell of one: the mark would say that it is at least five', () => {
    expect(shown(only({ Irish: 1, Roma: 30, Chinese: 5 }))).toEqual({
      Irish: 'small',
      Roma: 'withheld',
      Chinese: 5,
    })
  })

  test('two cells of one, known to be two together, do not hide one another', () => {
    expect(shown(only({ Irish: 1, Roma: 1, Chinese: 9 }))).toEqual({
      Irish: 'small',
      Roma: 'small',
      Chinese: 'withheld',
    })
  })

  test('nor do two of four, known to be eight together: both could only be four', () => {
    expect(shown(only({ Irish: 4, Roma: 4, Chinese: 9 }))).toMatchObject({ Chinese: 'withheld' })
  })

  test('small cells that leave each other every value need no other', () => {
    expect(shown(only({ Irish: 2, Roma: 3, Chinese: 9 }))).toEqual({
      Irish: 'small',
      Roma: 'small',
      Chinese: 9,
    })
  })

  test('zero is shown, and all in one cell as well', () => {
    expect(shown(only({ Irish: 0, Roma: 20, Arab: 0 }))).toEqual({ Irish: 0, Roma: 20, Arab: 0 })
    expect(shown(only({ Irish: 0, Roma: 0 }))).toEqual({ Irish: 0, Roma: 0 })
  })

  test('where no other cell can hide it the table is withheld, and its total stays', () => {
    const cells = { Irish: 1, Roma: 5, Arab: 0 }
    const result = only(cells)
    expect(publish(result).margins).toEqual({ all: 6 })
    expect(shown(result)).toEqual(everythingWithheld(cells))
    expect(explain(result)).toEqual([
      { of: ['all', 'ethnicity'], words: 'this table would let a smaller number be worked out' },
    ])
  })

  test('one mark for all says less, so that less is withheld', () => {
    const result = only({ Irish: 1, Roma: 5, Arab: 0 }, { marks: 'alike' })
    expect(shown(result)).toEqual({ Irish: 'withheld', Roma: 'withheld', Arab: 0 })
    const words = 'fewer than 5, or would let a smaller number be worked out'
    expect(explain(result).map((one) => one.words)).toEqual([words, words])
  })

  test('a small total is withheld with its only cell', () => {
    const result = only({ Irish: 3, Roma: 0 })
    expect(publish(result).margins).toEqual({ all: 'small' })
    expect(shown(result)).toEqual({ Irish: 'small', Roma: 0 })
  })

  test('rounding leaves room enough by itself', () => {
    const result = only({ Irish: 2, Roma: 11, Chinese: 12 }, { roundTo: 5 })
    expect(publish(result).margins).toEqual({ all: 25 })
    expect(shown(result)).toEqual({ Irish: 'small', Roma: 10, Chinese: 10 })
  })

  test('the reasons in plain words', () => {
    expect(explain(only({ Irish: 2, Roma: 30, Chinese: 9 }))).toEqual([
      { of: ['all', 'ethnicity', 'Irish'], words: 'fewer than 5' },
      { of: ['all', 'ethnicity', 'Chinese'], words: 'would let a smaller number be worked out' },
    ])
  })

  test.each([
    [
      'a table that misses its total',
      { name: 'Q1', margins: { all: 3 }, tables: [{ name: 'sex', margin: 'all', cells: { Female: 2 } }] },
      {},
    ],
    [
      'a table without its total',
      { name: 'Q1', margins: {}, tables: [{ name: 'sex', margin: 'all', cells: { Female: 2 } }] },
      {},
    ],
    ['half a person', { name: 'Q1', margins: { all: 0.5 }, tables: [] }, {}],
    ['a threshold that hides nothing', reportOf('Q1', {}), { threshold: 1 }],
    ['a base that would round large numbers to nought', reportOf('Q1', {}), { roundTo: 20 }],
    [
      'a relation that does not hold',
      { name: 'Q1', margins: { all: 3, some: 4 }, tables: [] },
      { relations: distinctPeopleSoFar(['Q1', 'all'], [['Q1', 'some']]) },
    ],
    [
      'a relation to a report that it is not given',
      reportOf('Q1', { all: { Irish: 7 } }),
      { relations: addsUp(['2026', 'all'], [['Q1', 'all']]) },
    ],
    [
      'a report that is out already',
      reportOf('Q1', { all: { Irish: 7 } }),
      { published: [only({ Irish: 7 })] },
    ],
  ])('refuses %s', (_, report, options) => {
    expect(() => suppress(report, options)).toThrow(RangeError)
  })
})

describe('MON-1 small numbers between reports', () => {
  const all = (report: Report) => ({ report, margin: 'all' })

  test('a year is not published so that it gives away a quarter', () => {
    const quarters = [
      { Irish: 3, Roma: 9, Chinese: 9 },
      { Irish: 6, Roma: 8, Chinese: 9 },
      { Irish: 7, Roma: 8, Chinese: 9 },
      { Irish: 8, Roma: 7, Chinese: 9 },
    ].map((cells, q) => reportOf(`Q${q + 1}`, { all: cells }))
    const published = quarters.map((report) => suppress(report))
    const year = reportOf('2026', { all: { Irish: 24, Roma: 32, Chinese: 36 } })
    const relations = throughout(addsUp, all(year), quarters.map(all))
    const result = suppress(year, { published, relations })
    expect(shown(result)).toEqual({ Irish: 'withheld', Roma: 'withheld', Chinese: 36 })
    expect(result.withheld[0]).toMatchObject({ reason: 'consistent', together: ['Q1', 'Q2', 'Q3', 'Q4'] })
    expect(explain(result)[0]!.words).toBe(
      'together with the reports of Q1, Q2, Q3 and Q4 would let a smaller number be worked out',
    )
    expect(leaks([...published, result], relations)).toEqual([])
    expect(leaks([...published, primaryOnly(result)], relations)).toContainEqual({
      of: ['Q1', 'all', 'ethnicity', 'Irish'],
      n: 3,
      not: 4,
    })
  })

  test('the difference of two reports, one of which contains the other, is a number of people', () => {
    const half = reportOf('April to June', { all: { Irish: 9, Roma: 9, Chinese: 20 } })
    const whole = reportOf('April to September', { all: { Irish: 10, Roma: 18, Chinese: 30 } })
    const published = [suppress(half)]
    const relations = throughout(distinctPeopleSoFar, all(whole), [all(half)])
    const result = suppress(whole, { published, relations })
    expect(shown(suppress(whole))).toEqual({ Irish: 10, Roma: 18, Chinese: 30 })
    expect(shown(result)).toEqual({ Irish: 'withheld', Roma: 'withheld', Chinese: 30 })
    expect(explain(result)[0]!.words).toBe(
      'together with the report of April to June would let a smaller number be worked out',
    )
    expect(leaks([...published, result], relations)).toEqual([])
    expect(leaks([...published, primaryOnly(result)], relations)).not.toEqual([])
  })

  test('all but one agency is a number of people', () => {
    const report = reportOf('Q1', {
      all: { Irish: 10, Roma: 18, Chinese: 30 },
      Haven: { Irish: 9, Roma: 10, Chinese: 10 },
    })
    const relations = throughout(distinctPeopleSoFar, all(report), [{ report, margin: 'Haven' }])
    const result = suppress(report, { relations })
    expect([...Object.values(shown(result)), ...Object.values(shown(result, 1))]).toContain('withheld')
    expect(result.withheld.every(({ reason }) => reason === 'secondary')).toBe(true)
    expect(leaks([result], relations)).toEqual([])
    expect(leaks([primaryOnly(result)], relations)).not.toEqual([])
  })

  test('people of whom each is in one agency: the last agency is all minus the others', () => {
    const report = reportOf('Q1', {
      all: { Irish: 20, Roma: 18 },
      Haven: { Irish: 2, Roma: 10 },
      Harbour: { Irish: 18, Roma: 8 },
    })
    const relations = throughout(addsUp, all(report), [
      { report, margin: 'Haven' },
      { report, margin: 'Harbour' },
    ])
    const result = suppress(report, { relations })
    expect(shown(result, 1)).toEqual({ Irish: 'small', Roma: 'withheld' })
    expect(leaks([result], relations)).toEqual([])
  })

  test('what is out already cannot be called back: what it told is said, and the new report adds nothing', () => {
    const careless = primaryOnly(suppress(reportOf('Q1', { all: { Irish: 2, Roma: 9 } })))
    const second = reportOf('Q2', { all: { Irish: 7, Roma: 9 } })
    const year = reportOf('H1', { all: { Irish: 9, Roma: 18 } })
    const published = [careless, suppress(second)]
    const result = suppress(year, {
      published,
      relations: throughout(addsUp, all(year), [careless.report, second].map(all)),
    })
    expect(result.alreadyDisclosed).toEqual([
      { count: ['Q1', 'all', 'ethnicity', 'Irish'], ruledOut: [1, 3, 4] },
    ])
    expect(shown(result)).toEqual({ Irish: 9, Roma: 18 })
  })

  test('a report that nothing of its own can make safe is withheld whole, with the reason', () => {
    const quarter = suppress(reportOf('Q1', { all: { Irish: 2, Roma: 3 } }), { marks: 'alike' })
    const year: Report = { name: '2026', margins: { all: 6 }, tables: [] }
    const relations = distinctPeopleSoFar(['2026', 'all'], [['Q1', 'all']])
    const result = suppress(year, { published: [quarter], relations })
    expect(publish(result)).toMatchObject({ withheld: true, margins: { all: 'withheld' } })
    expect(explain(result)).toEqual([
      {
        of: [],
        words: 'this report together with the report of Q1 would let a smaller number be worked out',
      },
    ])
  })
})
