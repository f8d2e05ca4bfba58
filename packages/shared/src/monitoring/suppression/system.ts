import type { CountName, Relation, Report, Rules, Suppressed } from './report.ts'

/** How a count stands in a publication. `unpublished`: not even a mark says anything of it. */
export type Standing = 'shown' | 'primary' | 'secondary' | 'unpublished'

export interface Count {
  /** Null: the difference of a relation. */
  name: CountName | null
  n: number
  rules: Rules
  /** People, who may be few; a difference often is a mere remainder. */
  people: boolean
  /** The place of its table in its report; null for margins and differences. */
  table: number | null
}

/** A sum of counts, each with its sign, that is nought. */
export interface Equation {
  members: readonly { count: number; sign: 1 | -1 }[]
  /** Of reports, not of a table. */
  relation: boolean
  /** The member that is what one side of a relation is more than the other. */
  difference: number | null
}

/**
 * Everything that an intruder can write down: counts, each between two bounds, and equations between them. The counts
 * of the report in question come first, in the order of `countsOf`.
 */
export interface System {
  counts: readonly Count[]
  equations: readonly Equation[]
  /** By count: the equations that it stands in, and its sign there. */
  uses: readonly (readonly { equation: number; sign: 1 | -1 }[])[]
  lower: number[]
  upper: number[]
}

export const isSmall = (n: number, { threshold }: Rules) => n > 0 && n < threshold

export const nameKey = (name: CountName) => JSON.stringify(name)

/** Halves go up. */
export const rounded = (n: number, base: number) => Math.round(n / base) * base

/** What a count can be, as far as its own place in the publication says. The lot of it holds for the true count. */
export function boundsOf(
  standing: Standing,
  n: number,
  rules: Rules,
): readonly [lower: number, upper: number] {
  const { threshold, marks, roundTo } = rules
  switch (standing) {
    case 'unpublished':
      return [0, Infinity]
    case 'primary':
      return marks === 'apart' ? [1, threshold - 1] : [1, Infinity]
    case 'secondary':
      return marks === 'apart' ? [threshold, Infinity] : [1, Infinity]
    case 'shown': {
      if (n === 0 || roundTo === null) return [n, n]
      const shown = rounded(n, roundTo)
      return [Math.max(threshold, shown - Math.floor(roundTo / 2)), shown + Math.ceil(roundTo / 2) - 1]
    }
  }
}

/** Margins first, then the cells table by table. */
export function countsOf(report: Report, rules: Rules): Count[] {
  const count = { rules, people: true }
  return [
    ...Object.entries(report.margins).map(
      ([margin, n]): Count => ({ ...count, name: [report.name, margin], n, table: null }),
    ),
    ...report.tables.flatMap(({ margin, name, cells }, table) =>
      Object.entries(cells).map(
        ([cell, n]): Count => ({ ...count, name: [report.name, margin, name, cell], n, table }),
      ),
    ),
  ]
}

function standingIn(suppressed: Suppressed): (count: Count) => Standing {
  const reasons = new Map(suppressed.withheld.map(({ count, reason }) => [nameKey(count), reason]))
  const tables = new Set(suppressed.tables.map(({ margin, table }) => JSON.stringify([margin, table])))
  return ({ name, table }) => {
    if (suppressed.everything || !name) return 'unpublished'
    if (table !== null && tables.has(JSON.stringify([name[1], name[2]]))) return 'unpublished'
    const reason = reasons.get(nameKey(name))
    return reason === undefined ? 'shown' : reason === 'primary' ? 'primary' : 'secondary'
  }
}

/**
 * Throws RangeError for a count that is none, a table that does not sum to its margin, a relation that names what is not
 * there or does not hold: no promise could be kept on top of such.
 */
export function systemOf(
  report: Report,
  rules: Rules,
  published: readonly Suppressed[],
  relations: readonly Relation[],
): System {
  const counts = countsOf(report, rules)
  const bounds = counts.map(({ n }) => boundsOf('shown', n, rules))
  for (const earlier of published) {
    const standing = standingIn(earlier)
    for (const count of countsOf(earlier.report, earlier.rules)) {
      counts.push(count)
      bounds.push(boundsOf(standing(count), count.n, count.rules))
    }
  }

  const places = new Map<string, number>()
  for (const [i, { name, n }] of counts.entries()) {
    const key = nameKey(name!)
    if (places.has(key)) throw new RangeError(`Counted twice: ${key}`)
    if (!Number.isInteger(n) || n < 0) throw new RangeError(`Not a number of people: ${key} is ${n}`)
    places.set(key, i)
  }
  const placeOf = (name: CountName) => {
    const place = places.get(nameKey(name))
    if (place === undefined) throw new RangeError(`No report counts ${nameKey(name)}`)
    return place
  }

  const equations: Equation[] = []
  const sum = (names: readonly CountName[], sign: 1 | -1) =>
    names.map((name) => ({ count: placeOf(name), sign }))
  for (const { name, tables } of [report, ...published.map((earlier) => earlier.report)]) {
    for (const table of tables) {
      const cells = Object.keys(table.cells).map((cell): CountName => [name, table.margin, table.name, cell])
      equations.push({
        members: [...sum(cells, 1), ...sum([[name, table.margin]], -1)],
        relation: false,
        difference: null,
      })
    }
  }
  for (const { greater, is, lesser, difference } of relations) {
    const members = [...sum(greater, 1), ...sum(lesser, -1)]
    const compares = is === 'at least'
    if (compares) {
      const n = members.reduce((total, { count, sign }) => total + sign * counts[count]!.n, 0)
      if (n < 0)
        throw new RangeError(`Not at least: ${JSON.stringify(greater)} and ${JSON.stringify(lesser)}`)
      members.push({ count: counts.length, sign: -1 })
      counts.push({ name: null, n, rules, people: difference === 'people', table: null })
      bounds.push([0, Infinity])
    }
    equations.push({ members, relation: true, difference: compares ? counts.length - 1 : null })
  }

  const uses = counts.map((): { equation: number; sign: 1 | -1 }[] => [])
  for (const [equation, { members }] of equations.entries()) {
    let total = 0
    for (const { count, sign } of members) {
      uses[count]!.push({ equation, sign })
      total += sign * counts[count]!.n
    }
    if (total !== 0) {
      const names = members.map(({ count }) => counts[count]!.name)
      throw new RangeError(`Does not add up: ${JSON.stringify(names)}`)
    }
  }
  return {
    counts,
    equations,
    uses,
    lower: bounds.map(([lower]) => lower),
    upper: bounds.map(([, upper]) => upper),
  }
}
