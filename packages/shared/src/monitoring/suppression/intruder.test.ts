import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leaks } from './guarantee.test-support.ts'
import { partnership, reportOf } from './partnerships.test-support.ts'
import { addsUp, distinctPeople, distinctPeopleSoFar, throughout } from './relations.ts'
import type { Relation, Report, Rules, Suppressed } from './report.ts'
import { suppress } from './suppress.ts'

const rules = fc.record<Rules>({
  threshold: fc.constantFrom(3, 5),
  marks: fc.constantFrom('apart', 'alike'),
  roundTo: fc.constantFrom(null, null, 5),
})

/** Publishes the reports in turn, under the relations between those that are out, and lets the intruder look each time. */
function publishInTurn(reports: readonly Report[], relations: readonly Relation[], chosen: Rules) {
  const published: Suppressed[] = []
  for (const report of reports) {
    const names = new Set([...published.map((one) => one.report.name), report.name])
    const known = relations.filter(({ greater, lesser }) =>
      [...greater, ...lesser].every(([name]) => names.has(name)),
    )
    published.push(suppress(report, { ...chosen, published, relations: known }))
    expect(leaks(published, known)).toEqual([])
  }
}

describe('MON-1 an intruder with everything published cannot narrow down a small number', () => {
  test('one report', () => {
    fc.assert(
      fc.property(
        partnership({ people: 14, quarters: 1, agencies: 1, answers: 5 }),
        rules,
        (people, chosen) => {
          publishInTurn([reportOf(people, 'Q1', [0], [], { tables: 3, answers: 5 })], [], chosen)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('all and each agency', () => {
    fc.assert(
      fc.property(
        partnership({ people: 12, quarters: 1, agencies: 2, answers: 3 }),
        rules,
        (people, chosen) => {
          const report = reportOf(people, 'Q1', [0], [0, 1], { tables: 2, answers: 3 })
          const relations = throughout(distinctPeople, { report, margin: 'all' }, [
            { report, margin: 'agency 0' },
            { report, margin: 'agency 1' },
          ])
          publishInTurn([report], relations, chosen)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('quarters, and the year as soon as it is over', () => {
    fc.assert(
      fc.property(
        partnership({ people: 12, quarters: 3, agencies: 1, answers: 3 }),
        rules,
        (people, chosen) => {
          const asked = { tables: 2, answers: 3 }
          const quarters = [0, 1, 2].map((q) => reportOf(people, `Q${q}`, [q], [], asked))
          const year = reportOf(people, 'year', [0, 1, 2], [], asked)
          const relations = throughout(
            distinctPeople,
            { report: year, margin: 'all' },
            quarters.map((report) => ({ report, margin: 'all' })),
          )
          publishInTurn([...quarters, year], relations, chosen)
        },
      ),
      { numRuns: 300 },
    )
  })
})

void addsUp
void distinctPeopleSoFar
