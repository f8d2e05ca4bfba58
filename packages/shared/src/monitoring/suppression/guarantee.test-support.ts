import { couldBe, type Intruder, intruder } from './attacker.test-support.ts'
import { publish } from './publish.ts'
import type { CountName, Relation, Suppressed } from './report.ts'

/** Every number of people that the reports, and the relations between them, are about. */
export function everyCount(reports: readonly Suppressed[], relations: readonly Relation[]) {
  const counts: { of: CountName | number; n: number; threshold: number }[] = []
  const numbers = new Map<string, number>()
  for (const { report, rules } of reports) {
    const add = (of: CountName, n: number) => {
      counts.push({ of, n, threshold: rules.threshold })
      numbers.set(JSON.stringify(of), n)
    }
    for (const [margin, n] of Object.entries(report.margins)) add([report.name, margin], n)
    for (const { margin, name, cells } of report.tables) {
      for (const [cell, n] of Object.entries(cells)) add([report.name, margin, name, cell], n)
    }
  }
  for (const [i, { greater, lesser, difference }] of relations.entries()) {
    if (!difference) continue
    const total = (names: readonly CountName[]) =>
      names.reduce((sum, name) => sum + numbers.get(JSON.stringify(name))!, 0)
    counts.push({ of: i, n: total(greater) - total(lesser), threshold: reports.at(-1)!.rules.threshold })
  }
  return counts
}

export interface Leak {
  of: CountName | number
  n: number
  /** What it cannot be, though a small number could. */
  not: number
}

/**
 * What an intruder can tell of small numbers from the last of these reports that she could not tell before it, or, with
 * nothing before it, if it had been withheld.
 */
export function leaks(
  reports: readonly Suppressed[],
  relations: readonly Relation[],
  possible: (intruder: Intruder, variable: number, value: number) => boolean = couldBe,
): Leak[] {
  const after = intruder(reports.map(publish), relations)
  const before = intruderWithoutLast(reports, relations)
  const found: Leak[] = []
  for (const { of, n, threshold } of everyCount(reports, relations)) {
    if (n < 1 || n >= threshold) continue
    for (let value = 1; value < threshold; value++) {
      if (possible(after, after.variable(of), value)) continue
      if (possible(before, before.variable(of), value)) found.push({ of, n, not: value })
    }
  }
  return found
}

/** Who has what the same intruder would have if the last of the reports had been withheld as a whole. */
export function intruderWithoutLast(
  reports: readonly Suppressed[],
  relations: readonly Relation[],
): Intruder {
  const last = reports.at(-1)!
  const withheld: Suppressed = { ...last, everything: { reason: 'secondary', together: [] } }
  return intruder([...reports.slice(0, -1), withheld].map(publish), relations)
}

/** What a rule of small numbers by itself publishes: the planted weakness. */
export function primaryOnly(suppressed: Suppressed): Suppressed {
  return {
    ...suppressed,
    withheld: suppressed.withheld.filter(({ reason }) => reason === 'primary'),
    tables: [],
    everything: null,
  }
}
