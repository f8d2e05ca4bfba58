import { Audit, type Gap } from './audit.ts'
import { Draft } from './draft.ts'
import { isImpossible } from './impossible.ts'
import type { Disclosed, Relation, Report, Rules, Suppressed, Withheld } from './report.ts'
import { boundsOf, type System, systemOf } from './system.ts'
import type { Room, World } from './worlds.ts'

export interface Options extends Partial<Rules> {
  /** Earlier reports as they were let out. They cannot be changed any more. */
  published?: readonly Suppressed[]
  /** What anybody knows to hold between the counts of this report and of those published. */
  relations?: readonly Relation[]
}

/**
 * Statistical disclosure control for MON-1: decides which numbers of a report are withheld.
 *
 * **The guarantee.** An intruder has every published number, the marks, the margins, the relations and the rules: that a
 * small count is one from 1 to threshold − 1, that zero is always shown, that what is withheld to protect others is at
 * least the threshold. For each small count (of this report, of those published before, or the number of people in a
 * difference between two) the protection interval is *all* of 1 to threshold − 1: for each of these values there is a
 * world of whole numbers that has it and agrees with everything she has. So she learns of a small number at most that it is
 * small. Several counts under marks, of which one is small, could therefore add up to the threshold or more: no sum of them
 * is known to be a small group either. What earlier reports gave away cannot be taken back: values that are impossible
 * even with the whole of this report withheld are listed in `alreadyDisclosed` and no longer protected.
 *
 * **How.** Small counts are primary. While one of them has a value that is not proved possible, a search looks for a
 * world in which it has it as if cells could be hidden, and hides those that it moves: as few as it can, and of these
 * the smallest, which tell least. Only cells at or above the threshold are hidden, never a zero. If no cells will do,
 * the nearest table is withheld whole, then margins as well, then further tables, then the report. At last whatever turns
 * out not to be needed is shown again, tables and large cells first. What the report needs by itself is decided first
 * (`secondary`), then what it needs on top because of earlier ones (`consistent`). The proofs are worlds, each a check in
 * itself (`Audit`): a search that fails withholds too much, never too little. The same input gives the same result.
 *
 * **Marks.** The guarantee holds for either; with one mark for all (`alike`) much less has to be withheld, as a mark
 * then does not tell that a cell is at least the threshold.
 *
 * **Rounding.** Deterministic, each number by itself. Small counts stay withheld; the others stand for a range, which is
 * all that is known of them, so that fewer need to be hidden. Rounded cells need not add up to rounded totals.
 *
 * **What it is not.** No guard against an intruder who already knows some of the people counted, nor against one who
 * runs this procedure backwards over every possible world; and zeros are shown by rule, so that a table with everybody
 * in one cell says what everybody answered.
 *
 * Throws RangeError for counts, tables, relations or rules that cannot be (`systemOf`).
 */
export function suppress(report: Report, options: Options = {}): Suppressed {
  const rules: Rules = {
    threshold: options.threshold ?? 5,
    marks: options.marks ?? 'apart',
    roundTo: options.roundTo ?? null,
  }
  check(rules)
  const { published = [], relations = [] } = options
  const draft = new Draft(report, rules)

  const inside = relations.filter(({ greater, lesser }) =>
    [...greater, ...lesser].every(([name]) => name === report.name),
  )
  let protection = new Protection(systemOf(report, rules, [], inside), draft, report.name)
  protection.complete()
  if (published.length > 0 || relations.length > inside.length) {
    protection = new Protection(systemOf(report, rules, published, relations), draft, report.name)
    protection.complete()
  }
  protection.relent()
  return draft.suppressed(protection.alreadyDisclosed())
}

function check({ threshold, roundTo }: Rules) {
  if (!Number.isInteger(threshold) || threshold < 2) throw new RangeError(`No threshold: ${threshold}`)
  if (roundTo !== null && !(Number.isInteger(roundTo) && roundTo > 1 && roundTo <= 2 * threshold)) {
    throw new RangeError(`No base for rounding under a threshold of ${threshold}: ${roundTo}`)
  }
}

/** Withholds more of a draft until every small count is protected in a system. */
class Protection {
  readonly #system: System
  readonly #draft: Draft
  readonly #name: string
  readonly #audit: Audit

  constructor(system: System, draft: Draft, name: string) {
    draft.settle(system)
    this.#system = system
    this.#draft = draft
    this.#name = name
    this.#audit = new Audit(system, draft.counts.length)
  }

  complete() {
    for (let gap = this.#audit.gap(); gap; gap = this.#audit.gap()) this.#close(gap)
  }

  #close(gap: Gap) {
    if (this.#hideCells(gap, false)) return
    const nothing = this.#nothingPublished()
    if (isImpossible(this.#system, gap.count, gap.value, nothing)) {
      this.#audit.giveUp(gap)
      return
    }
    const tables = this.#audit.prove(gap, nothing) ? this.#tablesNear(gap.count) : []
    for (const table of tables) {
      this.#draft.hideTable(table, this.#why(gap, this.#draft.cellsOf(table)))
      this.#draft.settle(this.#system)
      if (this.#audit.proves(gap) || this.#hideCells(gap, false) || this.#hideCells(gap, true)) return
    }
    this.#draft.hideEverything(this.#why(gap, this.#draft.counts.keys()))
    this.#draft.settle(this.#system)
    if (!this.#audit.proves(gap)) this.#audit.giveUp(gap)
  }

  /** Looks for a world as if cells could be hidden, and hides those that it moves. */
  #hideCells(gap: Gap, margins: boolean): boolean {
    const { lower, upper, counts } = this.#system
    const room = { lower: [...lower], upper: [...upper] }
    let most = 1
    for (const [i, { n, rules }] of this.#draft.counts.entries()) {
      if (!this.#draft.canHide(i, margins)) continue
      const bounds = boundsOf('secondary', n, rules)
      room.lower[i] = bounds[0]
      room.upper[i] = bounds[1]
      most = Math.max(most, n)
    }
    const seen = (count: number, value: number) => value >= lower[count]! && value <= upper[count]!
    const price = (count: number, value: number) =>
      seen(count, value) ? 0 : (counts[count]!.table === null ? 3 : 1) + counts[count]!.n / (2 * most)
    let world: World | null = null
    for (const hidden of [1, 3]) world ??= this.#audit.prove(gap, { ...room, price, hidden })
    if (!world) return false
    const why = this.#why(gap, world.keys(), world)
    for (const [count, by] of world) {
      if (!seen(count, counts[count]!.n + by)) this.#draft.hide(count, why)
    }
    this.#draft.settle(this.#system)
    this.#audit.keep(world)
    return true
  }

  #nothingPublished(): Room {
    const own = this.#draft.counts.length
    return {
      lower: this.#system.lower.map((bound, i) => (i < own ? 0 : bound)),
      upper: this.#system.upper.map((bound, i) => (i < own ? Infinity : bound)),
      price: () => 0,
      hidden: 0,
    }
  }

  /** Tables of the draft that are not withheld yet, those with fewest equations between them and the count first. */
  #tablesNear(count: number): number[] {
    const { counts, equations, uses } = this.#system
    const reached = new Set([count])
    const tables = new Set<number>()
    for (const at of reached) {
      const table = at < this.#draft.counts.length ? counts[at]!.table : null
      if (table !== null && !this.#draft.tables.has(table)) tables.add(table)
      for (const { equation } of uses[at]!) {
        for (const member of equations[equation]!.members) reached.add(member.count)
      }
    }
    return [...tables]
  }

  /** Names the earlier reports that have a part in it: whose counts move in the world, or are tied to those that do. */
  #why(gap: Gap, moved: Iterable<number>, world?: World): Withheld {
    const { counts, equations, uses } = this.#system
    const together = new Set<string>()
    const add = (count: number) => {
      const name = counts[count]!.name?.[0]
      if (name !== undefined && name !== this.#name) together.add(name)
    }
    for (const count of new Set([gap.count, ...moved])) {
      add(count)
      for (const { equation } of uses[count]!) {
        const { relation, members, difference } = equations[equation]!
        const loose = difference !== null && difference !== gap.count && world?.has(difference)
        if (relation && !loose) for (const member of members) add(member.count)
      }
    }
    return together.size > 0
      ? { reason: 'consistent', together: [...together].toSorted() }
      : { reason: 'secondary', together: [] }
  }

  /** Shows again what turned out not to be needed, whole tables and the most telling cells first. */
  relent() {
    const attempt = (counts: readonly number[], show: () => void, hide: () => void) => {
      show()
      this.#draft.settle(this.#system)
      this.#audit.stands(counts, () => {
        hide()
        this.#draft.settle(this.#system)
      })
    }
    for (const [table, why] of [...this.#draft.tables]) {
      attempt(
        this.#draft.cellsOf(table),
        () => this.#draft.showTable(table),
        () => this.#draft.hideTable(table, why),
      )
    }
    for (const { count, why } of this.#draft.protecting()) {
      attempt(
        [count],
        () => this.#draft.show(count),
        () => this.#draft.hide(count, why),
      )
    }
  }

  alreadyDisclosed(): Disclosed[] {
    return [...this.#audit.givenUp].map(([count, values]) => ({
      count: this.#system.counts[count]!.name,
      ruledOut: [...values].toSorted((a, b) => a - b),
    }))
  }
}
