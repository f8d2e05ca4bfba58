export interface Chance {
  /** From 0, up to but not 1. */
  next(): number
  is(probability: number): boolean
  /** A whole number; both ends may come. */
  from(least: number, most: number): number
  of<T>(list: readonly [T, ...T[]] | readonly T[]): T
  /** So many different ones, in any order; fewer where there are fewer. */
  some<T>(list: readonly T[], count: number): T[]
}

/** Chance that falls the same way each time (mulberry32), so that everyone's demo tells the same story. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  function next() {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const from = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    from,
    is: (probability) => next() < probability,
    of: (list) => {
      const chosen = list[from(0, list.length - 1)]
      if (chosen === undefined) throw new Error('nothing to choose from')
      return chosen
    },
    some: (list, count) => {
      const left = [...list]
      return Array.from({ length: Math.min(count, left.length) }, () =>
        left.splice(from(0, left.length - 1), 1),
      ).flat()
    },
  }
}
