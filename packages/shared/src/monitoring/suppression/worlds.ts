import type { System } from './system.ts'

/** A world as possible as the true one for all that the intruder knows: by how much which counts differ in it. */
export type World = ReadonlyMap<number, number>

/** Within what a world is looked for: the bounds to keep, and the cells that would have to be hidden for it. */
export interface Room {
  lower: readonly number[]
  upper: readonly number[]
  /** What hiding a count costs if it has this value; nought if nobody can see that it has. */
  price: (count: number, value: number) => number
  /** So many counts may be hidden. */
  hidden: number
}

interface Repair {
  count: number
  by: number
  price: number
  score: number
}

/** So many moves are looked at before a try is given up, and so many tries made. Giving up withholds more, never less. */
const patience = 250
const tries = 4
/** Of a long list of equations out of balance only so many are compared for the one that is hardest to repair. */
const compared = 8

/**
 * Looks for a world in which `mover` differs by `by` from what it is in `from`. Whatever is out of balance after a
 * move is repaired by moving other counts of that equation, what disturbs least first. Finding a world proves that it
 * is possible; not finding one proves nothing. Later tries take the repairs in other orders, always the same ones.
 */
export function worldWith(system: System, from: World, mover: number, by: number, room: Room): World | null {
  const start = system.counts[mover]!.n + (from.get(mover) ?? 0) + by
  if (start < room.lower[mover]! || start > room.upper[mover]!) return null
  for (let attempt = 0; attempt < tries; attempt++) {
    const search = new Search(system, from, mover, room, attempt)
    const world = search.run(by)
    if (world || search.exhausted) return world
  }
  return null
}

class Search {
  readonly #system: System
  readonly #from: World
  readonly #mover: number
  readonly #room: Room
  readonly #attempt: number
  readonly #moved = new Map<number, number>()
  /** By equation: what its members moved by, all in all. */
  readonly #off = new Map<number, number>()
  readonly #broken = new Set<number>()
  #left = patience
  #hidden = 0
  #random: number

  constructor(system: System, from: World, mover: number, room: Room, attempt: number) {
    this.#system = system
    this.#from = from
    this.#mover = mover
    this.#room = room
    this.#attempt = attempt
    this.#random = 1 + attempt * 7919 + mover
  }

  /** Whether everything was tried that this way of searching knows. */
  get exhausted(): boolean {
    return this.#left > 0
  }

  run(by: number): World | null {
    this.#move(this.#mover, by)
    if (!this.#repair()) return null
    const world = new Map(this.#from)
    const add = (count: number, amount: number) => {
      const total = (world.get(count) ?? 0) + amount
      if (total === 0) world.delete(count)
      else world.set(count, total)
    }
    for (const [count, amount] of this.#moved) add(count, amount)
    for (const [equation, amount] of this.#off) {
      const { difference } = this.#system.equations[equation]!
      if (difference !== null && difference !== this.#mover) add(difference, amount)
    }
    return world
  }

  #value(count: number): number {
    return this.#system.counts[count]!.n + (this.#from.get(count) ?? 0) + (this.#moved.get(count) ?? 0)
  }

  #move(count: number, by: number) {
    const moved = (this.#moved.get(count) ?? 0) + by
    if (moved === 0) this.#moved.delete(count)
    else this.#moved.set(count, moved)
    for (const { equation, sign } of this.#system.uses[count]!) {
      const off = (this.#off.get(equation) ?? 0) + sign * by
      this.#off.set(equation, off)
      if (this.#lacks(equation, off) === 0) this.#broken.delete(equation)
      else this.#broken.add(equation)
    }
  }

  /** By how much the sum must grow for the equation to hold. A difference that is not looked for takes what it can. */
  #lacks(equation: number, off: number): number {
    const { difference } = this.#system.equations[equation]!
    if (difference === null || difference === this.#mover) return -off
    const value = this.#system.counts[difference]!.n + (this.#from.get(difference) ?? 0) + off
    return Math.max(0, -value)
  }

  #repair(): boolean {
    if (this.#broken.size === 0) return true
    if (--this.#left <= 0) return false
    let repairs: Repair[] | null = null
    let seen = 0
    for (const equation of this.#broken) {
      const possible = this.#repairsOf(equation)
      if (!repairs || possible.length < repairs.length) repairs = possible
      if (repairs.length === 0) return false
      if (++seen === compared) break
    }
    for (const { count, by, price } of repairs!.sort((a, b) => a.score - b.score)) {
      if (price > 0) this.#hidden++
      this.#move(count, by)
      if (this.#repair()) return true
      this.#move(count, -by)
      if (price > 0) this.#hidden--
      if (this.#left <= 0) return false
    }
    return false
  }

  /** Each count takes as much of what lacks as its bounds let it, and never moves both up and down. */
  #repairsOf(equation: number): Repair[] {
    const { members, difference } = this.#system.equations[equation]!
    const lacks = this.#lacks(equation, this.#off.get(equation)!)
    const repairs: Repair[] = []
    for (const { count, sign } of members) {
      if (count === this.#mover || count === difference) continue
      const moved = this.#moved.get(count) ?? 0
      const wanted = sign * lacks
      if (moved * wanted < 0) continue
      const value = this.#value(count)
      const reached = Math.min(Math.max(value + wanted, this.#room.lower[count]!), this.#room.upper[count]!)
      const by = reached - value
      if (by * wanted <= 0) continue
      const priced = this.#room.price(count, reached)
      const price = priced > 0 && this.#room.price(count, value) > 0 ? 0 : priced
      if (price > 0 && this.#hidden >= this.#room.hidden) continue
      repairs.push({ count, by, price, score: this.#score(count, by, price, by !== wanted) })
    }
    return repairs
  }

  #score(count: number, by: number, price: number, partial: boolean): number {
    let score = 4 * price + (partial ? 1 : 0)
    for (const { equation, sign } of this.#system.uses[count]!) {
      const before = this.#broken.has(equation)
      const after = this.#lacks(equation, (this.#off.get(equation) ?? 0) + sign * by) !== 0
      score += Number(after) - Number(before)
    }
    if (this.#attempt === 0) return score
    this.#random = (this.#random * 48271) % 2147483647
    return score + (this.#attempt * this.#random) / 2147483647
  }
}
