import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { runs } from '../../chance.test-support.ts'
import { intruder, range } from './attacker.test-support.ts'
import { everyCount, intruderWithoutLast, leaks, primaryOnly } from './guarantee.test-support.ts'
import { partnership, reportOf } from './partnerships.test-support.ts'
import { publish } from './publish.ts'
import { distinctPeople, distinctPeopleSoFar, throughout } from './relations.ts'
import type { Relation, Report, Rules, Suppressed } from './report.ts'
import { suppress } from './suppress.ts'

vi.setConfig({ testTimeout: 60_000 })

const someRules = fc.record<Rules>({
  threshold: fc.constantFrom(3, 5),
  marks: fc.constantFrom('apart', 'alike'),
  roundTo: fc.constantFrom(null, null, 5),
})
/** Of every report its own: rules may change while earlier reports are out. */
const rules = fc.array(someRules, { minLength: 4, maxLength: 4 })

/** Publishes reports in turn, under those relations whose reports are out, and lets the intruder look each time. */
function publishInTurn(
  reports: readonly Report[],
  relations: readonly Relation[],
  chosen: readonly Rules[],
  look: (published: readonly Suppressed[], known: readonly Relation[]) => void,
) {
  const published: Suppressed[] = []
  for (const [i, report] of reports.entries()) {
    const names = new Set([...published.map((one) => one.report.name), report.name])
    const known = relations.filter(({ greater, lesser }) =>
      [...greater, ...lesser].every(([name]) => names.has(name)),
    )
    published.push(suppress(report, { ...chosen[i], published, relations: known }))
    look(published, known)
  }
}

const learnsNothing = (published: readonly Suppressed[], known: readonly Relation[]) => {
  expect(leaks(published, known)).toEqual([])
}

const all = (report: Report) => ({ report, margin: 'all' })

const oneReport = partnership({ people: 14, quarters: 1, agencies: 1, answers: 5 }).map((people) => ({
  reports: [reportOf(people, 'Q1', [0], [], { tables: 3, answers: 5 })],
  relations: [],
}))

const agencies = partnership({ people: 12, quarters: 1, agencies: 2, answers: 3 }).map((people) => {
  const report = reportOf(people, 'Q1', [0], [0, 1], { tables: 2, answers: 3 })
  const parts = ['agency 0', 'agency 1'].map((margin) => ({ report, margin }))
  return { reports: [report], relations: throughout(distinctPeople, all(report), parts) }
})

const quartersAndYear = partnership({ people: 12, quarters: 3, agencies: 1, answers: 3 }).map((people) => {
  const asked = { tables: 2, answers: 3 }
  const quarters = [0, 1, 2].map((q) => reportOf(people, `Q${q + 1}`, [q], [], asked))
  const year = reportOf(people, 'year', [0, 1, 2], [], asked)
  return {
    reports: [...quarters, year],
    relations: throughout(distinctPeople, all(year), quarters.map(all)),
  }
})

/** Each report has everybody of those before it. */
const yearSoFar = partnership({ people: 12, quarters: 3, agencies: 1, answers: 3 }).map((people) => {
  const asked = { tables: 2, answers: 3 }
  const reports = [[0], [0, 1], [0, 1, 2]].map((quarters) =>
    reportOf(people, `to Q${quarters.length}`, quarters, [], asked),
  )
  return {
    reports,
    relations: reports.flatMap((report, i) =>
      throughout(distinctPeopleSoFar, all(report), reports.slice(0, i).map(all)),
    ),
  }
})

describe('MON-1 an intruder with all that was published cannot rule out any value of a small number', () => {
  test.each([
    ['one report', oneReport, 2000],
    ['all and each agency', agencies, 200],
    ['quarters, then the year', quartersAndYear, 80],
    ['the year so far, quarter after quarter', yearSoFar, 120],
  ])('%s', (_, series, numRuns) => {
    fc.assert(
      fc.property(series, rules, ({ reports, relations }, chosen) => {
        publishInTurn(reports, relations, chosen, learnsNothing)
      }),
      { numRuns: runs(numRuns) },
    )
  })

  test('as integer programs: larger reports of all and three agencies, and the half-year', () => {
    const size = { people: 60, quarters: 2, agencies: 3, answers: 6 }
    fc.assert(
      fc.property(partnership(size), someRules, (people, chosen) => {
        const asked = { tables: 3, answers: 6 }
        const quarters = [0, 1].map((q) => reportOf(people, `Q${q + 1}`, [q], [0, 1, 2], asked))
        const half = reportOf(people, 'half-year', [0, 1], [0, 1, 2], asked)
        const reports = [...quarters, half]
        const margins = [0, 1, 2].map((agency) => `agency ${agency}`)
        const relations = [
          ...reports.flatMap((report) =>
            throughout(
              distinctPeople,
              all(report),
              margins.map((margin) => ({ report, margin })),
            ),
          ),
          ...['all', ...margins].flatMap((margin) =>
            throughout(
              distinctPeople,
              { report: half, margin },
              quarters.map((report) => ({ report, margin })),
            ),
          ),
        ]
        publishInTurn(reports, relations, [chosen, chosen, chosen], (published, known) => {
          if (published.length < 3) return
          const sees = intruder(published.map(publish), known)
          const saw = intruderWithoutLast(published, known)
          const small = everyCount(published, known).filter(({ n, threshold }) => n > 0 && n < threshold)
          // Every so many, since each takes two integer programs, and two more where something was known before.
          for (const { of, threshold } of small.filter((_, i) => i % 15 === 0)) {
            const found = range(sees, sees.variable(of))!
            if (found.least <= 1 && found.most >= threshold - 1) continue
            const before = range(saw, saw.variable(of))!
            expect(found.least, JSON.stringify(of)).toBeLessThanOrEqual(Math.max(1, before.least))
            expect(found.most, JSON.stringify(of)).toBeGreaterThanOrEqual(
              Math.min(threshold - 1, before.most),
            )
          }
        })
      }),
      {
        numRuns: runs(3),
        // Two quarters tell how many were discussed in one of them alone, before the half-year says anything.
        examples: [
          [
            {
              people: [...Array.from({ length: 3 }, () => [0, 0, 1]), [0, 0, 0], [0, 0, 0]],
              brought: [...Array.from({ length: 3 }, () => [[2], [0, 2]]), [[2], []], [[2], []]],
            },
            { threshold: 3, marks: 'apart', roundTo: null },
          ],
        ],
      },
    )
  })
})

describe('MON-1 the same intruder finds what is planted', () => {
  test.each([
    ['one report', oneReport],
    ['all and each agency', agencies],
    ['quarters, then the year', quartersAndYear],
    ['the year so far, quarter after quarter', yearSoFar],
  ])('small numbers withheld and nothing else: %s', (_, series) => {
    let [protectedByOthers, caught] = [0, 0]
    for (const { reports, relations } of fc.sample(series, { numRuns: 40, seed: 1 })) {
      publishInTurn(reports, relations, [], (published, known) => {
        const last = published.at(-1)!
        const careless = primaryOnly(last)
        if (JSON.stringify(publish(careless)) === JSON.stringify(publish(last))) return
        protectedByOthers++
        if (leaks([...published.slice(0, -1), careless], known).length > 0) caught++
      })
    }
    expect(protectedByOthers).toBeGreaterThan(10)
    expect(caught).toBe(protectedByOthers)
  })

  test.each([
    ['one report', oneReport, 200],
    ['all and each agency', agencies, 20],
    ['quarters, then the year', quartersAndYear, 20],
    ['the year so far, quarter after quarter', yearSoFar, 30],
  ])('any one cell shown that is withheld to protect others: %s', (_, series, numRuns) => {
    let [shown, caught] = [0, 0]
    for (const { reports, relations } of fc.sample(series, { numRuns, seed: 1 })) {
      publishInTurn(reports, relations, [], (published, known) => {
        const last = published.at(-1)!
        for (const one of last.withheld.filter(({ reason }) => reason !== 'primary')) {
          shown++
          const careless = { ...last, withheld: last.withheld.filter((other) => other !== one) }
          if (leaks([...published.slice(0, -1), careless], known).length > 0) caught++
        }
      })
    }
    expect(shown).toBeGreaterThan(20)
    expect(caught).toBe(shown)
  })
})

test('MON-1 the same counts are withheld in the same way every time', () => {
  fc.assert(
    fc.property(agencies, someRules, ({ reports, relations }, chosen) => {
      const decide = () => suppress(reports[0]!, { ...chosen, relations })
      expect(decide()).toEqual(decide())
    }),
  )
})
