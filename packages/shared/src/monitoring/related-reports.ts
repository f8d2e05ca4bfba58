import { type Period, quartersIn, yearOf } from './periods.ts'
import {
  addsUp,
  distinctPeople,
  distinctPeopleSoFar,
  type Family,
  throughout,
} from './suppression/relations.ts'
import type { CountName, Relation, Report, Suppressed } from './suppression/report.ts'

/** A report of a period; of two editions the later one has the higher number. */
interface Dated {
  period: Period
  edition: number
  report: Report
}

/** A report that is out. */
export interface Released {
  period: Period
  edition: number
  decided: Suppressed
}

/**
 * What anybody knows to hold between reports, the new one among them: of a year and its quarters, and of two editions of
 * one period. People in several quarters are one person in the year; everything else adds up. Where a later correction has
 * made a number differ, so that a relation does not hold any more, it says nothing and is left out.
 */
export function relationsAmong(reports: readonly Dated[]): Relation[] {
  const counts = valuesOf(reports.map(({ report }) => report))
  const editions = Map.groupBy(
    reports.toSorted((a, b) => a.edition - b.edition),
    ({ period }) => period.name,
  )
  const latest = (name: string) => editions.get(name)?.at(-1)?.report
  const years = new Map(reports.map(({ period }) => [yearOf(period).name, yearOf(period)]))
  return [
    ...[...years.values()].flatMap((year) => betweenYearAndQuarters(latest, year)),
    ...[...editions.values()].flatMap((each) =>
      each.slice(1).flatMap(({ report }, at) => betweenEditions(each[at]!.report, report, counts)),
    ),
  ].filter((relation) => holds(relation, counts))
}

function betweenYearAndQuarters(latest: (period: string) => Report | undefined, year: Period): Relation[] {
  const whole = latest(year.name)
  const quarters = quartersIn(year)
  const parts = quarters.flatMap(({ name }) => latest(name) ?? [])
  if (!whole || parts.length === 0) return []
  const complete = parts.length === quarters.length
  return Object.keys(whole.margins).flatMap((margin) => {
    const family = (report: Report): Family => ({ report, margin })
    const people = complete ? distinctPeople : distinctPeopleSoFar
    const events = complete ? addsUp : addsUpSoFar
    return throughout(margin === 'people' ? people : events, family(whole), parts.map(family))
  })
}

const addsUpSoFar = (whole: CountName, parts: readonly CountName[]): Relation[] => [
  { greater: [whole], is: 'at least', lesser: parts, difference: 'people' },
]

/** What is the same in two editions is the same; what was put right was put right for somebody. */
function betweenEditions(before: Report, now: Report, counts: Counts): Relation[] {
  const same = Object.keys(now.margins).flatMap((margin) => [
    [
      [before.name, margin],
      [now.name, margin],
    ] as const,
    ...now.tables
      .filter((table) => table.margin === margin)
      .flatMap((table) =>
        Object.keys(table.cells).map(
          (cell) =>
            [
              [before.name, margin, table.name, cell],
              [now.name, margin, table.name, cell],
            ] as const,
        ),
      ),
  ])
  return same.flatMap(([earlier, later]): Relation[] => {
    const [a, b] = [counts.get(key(earlier)), counts.get(key(later))]
    if (a === undefined || b === undefined) return []
    if (a === b) return addsUp(earlier, [later])
    const [greater, lesser] = a > b ? [earlier, later] : [later, earlier]
    return [{ greater: [greater], is: 'at least', lesser: [lesser], difference: 'people' }]
  })
}

type Counts = ReadonlyMap<string, number>
const key = (name: CountName) => JSON.stringify(name)

function valuesOf(reports: readonly Report[]): Counts {
  const counts = new Map<string, number>()
  for (const { name, margins, tables } of reports) {
    for (const [margin, n] of Object.entries(margins)) counts.set(key([name, margin]), n)
    for (const { name: table, margin, cells } of tables)
      for (const [cell, n] of Object.entries(cells)) counts.set(key([name, margin, table, cell]), n)
  }
  return counts
}

function holds({ greater, is, lesser }: Relation, counts: Counts): boolean {
  const sum = (names: readonly CountName[]) =>
    names.reduce((total, name) => total + (counts.get(key(name)) ?? Number.NaN), 0)
  const difference = sum(greater) - sum(lesser)
  return is === 'equal to' ? difference === 0 : difference >= 0
}
