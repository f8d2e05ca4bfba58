import type { CountName, Rules, Suppressed } from './report.ts'
import { nameKey, rounded } from './system.ts'

/** A number; that it is small; or that it is withheld. */
export type PublicCount = number | 'small' | 'withheld'

export interface PublicTable {
  name: string
  margin: string
  /** Withheld whole: the marks of its cells say nothing, not even that they are no zeros. */
  withheld: boolean
  cells: Readonly<Record<string, PublicCount>>
}

/** All that leaves. Nothing of the true counts that is withheld is in it. */
export interface PublicReport {
  name: string
  rules: Rules
  /** Withheld whole, margins as well. */
  withheld: boolean
  margins: Readonly<Record<string, PublicCount>>
  tables: readonly PublicTable[]
}

export function publish({ report, rules, withheld, tables, everything }: Suppressed): PublicReport {
  const reasons = new Map(withheld.map(({ count, reason }) => [nameKey(count), reason]))
  const made = (name: CountName, n: number): PublicCount => {
    const reason = reasons.get(nameKey(name))
    if (reason !== undefined) return reason === 'primary' && rules.marks === 'apart' ? 'small' : 'withheld'
    return rules.roundTo === null ? n : rounded(n, rules.roundTo)
  }
  return {
    name: report.name,
    rules,
    withheld: everything !== null,
    margins: Object.fromEntries(
      Object.entries(report.margins).map(([margin, n]) => [
        margin,
        everything ? 'withheld' : made([report.name, margin], n),
      ]),
    ),
    tables: report.tables.map(({ name, margin, cells }) => {
      const whole = everything !== null || tables.some((one) => one.margin === margin && one.table === name)
      return {
        name,
        margin,
        withheld: whole,
        cells: Object.fromEntries(
          Object.entries(cells).map(([cell, n]) => [
            cell,
            whole ? 'withheld' : made([report.name, margin, name, cell], n),
          ]),
        ),
      }
    }),
  }
}
