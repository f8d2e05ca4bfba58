import loadHighs from 'highs'
import type { PublicReport } from './publish.ts'
import type { CountName, Relation } from './report.ts'

/**
 * An intruder who has what was published, the rules and the relations, and nothing else. Written apart from the
 * library's own audit and sharing none of its code, so that no mistake is made twice.
 */
export interface Intruder {
  lower: number[]
  upper: number[]
  sums: Sum[]
  /** The variable of a count, or of the difference of the nth relation. */
  variable: (of: CountName | number) => number
}

/** The terms add up to at least `least` and at most `most`. */
export interface Sum {
  terms: readonly (readonly [variable: number, factor: number])[]
  least: number
  most: number
}

/** Nobody needs more people than this to explain what was published. */
export const plenty = 300

export function intruder(publications: readonly PublicReport[], relations: readonly Relation[]): Intruder {
  const lower: number[] = []
  const upper: number[] = []
  const sums: Sum[] = []
  const variables = new Map<string, number>()
  const add = (key: CountName | number, from: number, to: number) => {
    variables.set(JSON.stringify(key), lower.length)
    lower.push(from)
    upper.push(to)
    return lower.length - 1
  }
  const variable = (of: CountName | number) => {
    const found = variables.get(JSON.stringify(of))
    if (found === undefined) throw new Error(`Nothing was published of ${JSON.stringify(of)}`)
    return found
  }

  for (const { name, rules, withheld, margins, tables } of publications) {
    const { threshold, marks, roundTo } = rules
    const see = (key: CountName, shown: number | 'small' | 'withheld' | null) => {
      if (shown === null) return add(key, 0, plenty)
      if (shown === 'small') return add(key, 1, threshold - 1)
      if (shown === 'withheld') return add(key, marks === 'alike' ? 1 : threshold, plenty)
      if (roundTo === null || shown === 0) return add(key, shown, shown)
      const could = Array.from({ length: plenty }, (_, n) => n).filter(
        (n) => n >= threshold && Math.floor(n / roundTo + 0.5) * roundTo === shown,
      )
      return add(key, could[0]!, could.at(-1)!)
    }
    for (const [margin, shown] of Object.entries(margins)) see([name, margin], withheld ? null : shown)
    for (const table of tables) {
      const terms = Object.entries(table.cells).map(([cell, shown]) => {
        const key: CountName = [name, table.margin, table.name, cell]
        return [see(key, table.withheld ? null : shown), 1] as const
      })
      sums.push({ terms: [...terms, [variable([name, table.margin]), -1]], least: 0, most: 0 })
    }
  }
  for (const [i, { greater, is, lesser, difference }] of relations.entries()) {
    const terms = [
      ...greater.map((name) => [variable(name), 1] as const),
      ...lesser.map((name) => [variable(name), -1] as const),
    ]
    if (is === 'equal to') sums.push({ terms, least: 0, most: 0 })
    else if (!difference) sums.push({ terms, least: 0, most: Infinity })
    else sums.push({ terms: [...terms, [add(i, 0, plenty), -1]], least: 0, most: 0 })
  }
  return { lower, upper, sums, variable }
}

/** Whether the intruder must think it possible that a count has this value: exactly, by trying every whole number. */
export function couldBe({ lower, upper, sums }: Intruder, variable: number, value: number): boolean {
  const uses = lower.map((): number[] => [])
  for (const [s, { terms }] of sums.entries()) for (const [v] of terms) uses[v]!.push(s)
  let tried = 0
  const possible = value >= lower[variable]! && value <= upper[variable]!
  if (!possible) return false
  const found = solvable(lower.with(variable, value), upper.with(variable, value), sums.keys())
  return found ?? solveExactly({ lower, upper, sums }, variable, value)

  /** Null: too large to try every number. */
  function solvable(low: number[], high: number[], touched: Iterable<number>): boolean | null {
    if (++tried > 300) return null
    if (!narrow(low, high, touched)) return false
    let open = -1
    for (const v of low.keys()) {
      const width = high[v]! - low[v]!
      if (width > 0 && (open < 0 || width < high[open]! - low[open]!)) open = v
    }
    if (open < 0) return true
    const middle = Math.floor((low[open]! + high[open]!) / 2)
    const below = solvable([...low], high.with(open, middle), uses[open]!)
    return below === false ? solvable(low.with(open, middle + 1), [...high], uses[open]!) : below
  }

  /** Draws the bounds of all variables as close as each sum by itself tells. */
  function narrow(low: number[], high: number[], touched: Iterable<number>): boolean {
    const queue = new Set(touched)
    for (const s of queue) {
      queue.delete(s)
      const { terms, least, most } = sums[s]!
      let smallest = 0
      let largest = 0
      for (const [v, factor] of terms) {
        smallest += factor * (factor > 0 ? low : high)[v]!
        largest += factor * (factor > 0 ? high : low)[v]!
      }
      if (smallest > most || largest < least) return false
      for (const [v, factor] of terms) {
        const [mine, mineAtMost] = factor > 0 ? [low[v]!, high[v]!] : [-high[v]!, -low[v]!]
        const atMost = Math.min(mineAtMost, most - (smallest - mine))
        const atLeast = Math.max(mine, least - (largest - mineAtMost))
        const [newLow, newHigh] = factor > 0 ? [atLeast, atMost] : [-atMost, -atLeast]
        if (newLow > newHigh) return false
        if (newLow > low[v]! || newHigh < high[v]!) {
          smallest += (factor > 0 ? newLow : -newHigh) - mine
          largest += (factor > 0 ? newHigh : -newLow) - mineAtMost
          low[v] = newLow
          high[v] = newHigh
          for (const other of uses[v]!) queue.add(other)
        }
      }
    }
    return true
  }
}

// Its types describe the CommonJS module, which is not the one imported.
const highs = await (loadHighs as unknown as typeof loadHighs.default)()

/** The least and the most that a count can be in whole numbers, as an integer program. Null: nothing fits. */
export function range(intruder: Intruder, variable: number): { least: number; most: number } | null {
  const [least, most] = (['Minimize', 'Maximize'] as const).map((aim) => solve(intruder, aim, variable))
  return least === null || least === undefined || most === null || most === undefined ? null : { least, most }
}

function solveExactly({ lower, upper, sums }: Omit<Intruder, 'variable'>, variable: number, value: number) {
  const fixed = { lower: lower.with(variable, value), upper: upper.with(variable, value), sums }
  return solve(fixed, 'Minimize', variable) !== null
}

function solve(
  { lower, upper, sums }: Omit<Intruder, 'variable'>,
  aim: 'Minimize' | 'Maximize',
  variable: number,
): number | null {
  const rows = sums.flatMap(({ terms, least, most }) => {
    const left = terms.map(([v, factor]) => `${factor < 0 ? '-' : '+'} x${v}`).join(' ')
    if (least === most) return [`${left} = ${least}`]
    return [`${left} >= ${least}`, ...(Number.isFinite(most) ? [`${left} <= ${most}`] : [])]
  })
  const { Status, ObjectiveValue } = highs.solve(
    [
      ...[aim, `x${variable}`, 'Subject To', ...rows],
      ...['Bounds', ...lower.map((low, v) => `${low} <= x${v} <= ${upper[v]!}`)],
      ...['General', lower.map((_, v) => `x${v}`).join('\n'), 'End'],
    ].join('\n'),
  )
  if (Status === 'Infeasible') return null
  if (Status !== 'Optimal') throw new Error(`The integer program was left ${Status}`)
  return Math.round(ObjectiveValue)
}
