import type { CountName, Relation, Report } from './report.ts'

/** One margin of a report with all tables under it: a quarter of all agencies, a quarter of one. */
export interface Family {
  report: Report
  margin: string
}

/** Counts that add up: everybody in the whole is in exactly one part, as with the referrals of a year. */
export function addsUp(whole: CountName, parts: readonly CountName[]): Relation[] {
  return [{ greater: [whole], is: 'equal to', lesser: parts }]
}

/**
 * Distinct people, each in one part or several: the whole is at least every part and at most their sum. Whoever is in
 * the whole but not in a part is a number of people too, and protected.
 */
export function distinctPeople(whole: CountName, parts: readonly CountName[]): Relation[] {
  return [
    ...parts.map(
      (part): Relation => ({ greater: [whole], is: 'at least', lesser: [part], difference: 'people' }),
    ),
    { greater: parts, is: 'at least', lesser: [whole] },
  ]
}

/** Distinct people of whom some are in none of the parts known: the months of a year that are out so far. */
export function distinctPeopleSoFar(whole: CountName, parts: readonly CountName[]): Relation[] {
  return distinctPeople(whole, parts).slice(0, -1)
}

/** The same relation for the margin and for every cell of every table. A part that lacks a cell counts nobody there. */
export function throughout(
  relate: (whole: CountName, parts: readonly CountName[]) => Relation[],
  whole: Family,
  parts: readonly Family[],
): Relation[] {
  const relations = relate(
    [whole.report.name, whole.margin],
    parts.map(({ report, margin }): CountName => [report.name, margin]),
  )
  for (const table of whole.report.tables.filter(({ margin }) => margin === whole.margin)) {
    for (const cell of Object.keys(table.cells)) {
      const having = parts.filter(({ report, margin }) =>
        report.tables.some(
          (other) => other.margin === margin && other.name === table.name && Object.hasOwn(other.cells, cell),
        ),
      )
      relations.push(
        ...relate(
          [whole.report.name, whole.margin, table.name, cell],
          having.map(({ report, margin }): CountName => [report.name, margin, table.name, cell]),
        ),
      )
    }
  }
  return relations
}
