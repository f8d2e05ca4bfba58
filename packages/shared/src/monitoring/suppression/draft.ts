import type { Report, Rules, Suppressed, Withheld } from './report.ts'
import { boundsOf, type Count, countsOf, isSmall, type Standing, type System } from './system.ts'

const primary: Withheld = { reason: 'primary', together: [] }

/** A report while it is decided what of it is withheld. */
export class Draft {
  readonly counts: readonly Count[]
  readonly #report: Report
  readonly #rules: Rules
  readonly #withheld: (Withheld | null)[]
  readonly #tables = new Map<number, Withheld>()
  #everything: Withheld | null = null

  constructor(report: Report, rules: Rules) {
    this.#report = report
    this.#rules = rules
    this.counts = countsOf(report, rules)
    this.#withheld = this.counts.map(({ n }) => (isSmall(n, rules) ? primary : null))
  }

  /** Tells the system what of this report the intruder sees. */
  settle(system: System) {
    for (const [i, { n }] of this.counts.entries()) {
      const [lower, upper] = boundsOf(this.#standing(i), n, this.#rules)
      system.lower[i] = lower
      system.upper[i] = upper
    }
  }

  /** Zero is always shown: hiding it would say that it may be no zero. */
  canHide(i: number, margins: boolean): boolean {
    const count = this.counts[i]
    return (
      count !== undefined &&
      this.#standing(i) === 'shown' &&
      count.n >= this.#rules.threshold &&
      (margins || count.table !== null)
    )
  }

  hide(i: number, why: Withheld) {
    this.#withheld[i] = why
  }

  show(i: number) {
    this.#withheld[i] = null
  }

  hideTable(table: number, why: Withheld) {
    this.#tables.set(table, why)
  }

  showTable(table: number) {
    this.#tables.delete(table)
  }

  hideEverything(why: Withheld) {
    this.#everything = why
  }

  /** What protects others, the most telling first. */
  protecting(): { count: number; why: Withheld }[] {
    return this.#withheld
      .flatMap((why, count) => (why && this.#standing(count) === 'secondary' ? [{ count, why }] : []))
      .toSorted((a, b) => this.counts[b.count]!.n - this.counts[a.count]!.n)
  }

  get tables(): ReadonlyMap<number, Withheld> {
    return this.#tables
  }

  cellsOf(table: number): number[] {
    return this.counts.flatMap((count, i) => (count.table === table ? [i] : []))
  }

  suppressed(alreadyDisclosed: Suppressed['alreadyDisclosed']): Suppressed {
    const told = (i: number) => this.#standing(i) !== 'unpublished'
    return {
      report: this.#report,
      rules: this.#rules,
      withheld: this.#withheld.flatMap((why, i) =>
        why && told(i) ? [{ count: this.counts[i]!.name!, ...why }] : [],
      ),
      tables: this.#everything
        ? []
        : [...this.#tables].map(([table, why]) => {
            const { margin, name } = this.#report.tables[table]!
            return { margin, table: name, ...why }
          }),
      everything: this.#everything,
      alreadyDisclosed,
    }
  }

  #standing(i: number): Standing {
    const { table } = this.counts[i]!
    if (this.#everything || (table !== null && this.#tables.has(table))) return 'unpublished'
    const why = this.#withheld[i]
    if (!why) return 'shown'
    return why === primary ? 'primary' : 'secondary'
  }
}
