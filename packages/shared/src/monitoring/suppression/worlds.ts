import type { System } from './system.ts'

/** A world as possible as the true one for all that the intruder knows: by how much which counts differ in it. */
export type World = ReadonlyMap<number, number>

/** What may move in the search for a world: the bounds to keep, and a price for leaving those that are published. */
export interface Room {
  lower: readonly number[]
  upper: readonly number[]
  price: (count: number, value: number) => number
}

/** Worlds under search: counts moved one after the other, and the equations that these moves put out of balance. */
interface Attempt {
  before: Attempt | null
  count: number
  by: number
  unbalanced: readonly { equation: number; by: number }[]
  moves: number
  price: number
}

/** So many attempts are looked into before a search is given up. Giving up withholds more, never less. */
const patience = 400

const rank = ({ price, unbalanced, moves }: Attempt) => 4 * price + unbalanced.length + moves / 8

/**
 * Looks for a world in which `mover` differs by `by` from what it is in `from`. Whatever is out of balance after a
 * move is repaired by moving another count of that equation, cheapest attempts first. Finding a world proves that it is
 * possible; not finding one proves nothing.
 */
export function worldWith(system: System, from: World, mover: number, by: number, room: Room): World | null {
  const valueIn = (attempt: Attempt | null, count: number) => {
    let value = system.counts[count]!.n + (from.get(count) ?? 0)
    for (let at = attempt; at; at = at.before) if (at.count === count) value += at.by
    return value
  }
  const fits = (value: number, count: number) => value >= room.lower[count]! && value <= room.upper[count]!
  const moved = (before: Attempt | null, count: number, amount: number): Attempt => {
    const unbalanced = new Map(before?.unbalanced.map((each) => [each.equation, each.by]))
    for (const { equation, sign } of system.uses[count]!) {
      const left = (unbalanced.get(equation) ?? 0) + sign * amount
      if (left === 0) unbalanced.delete(equation)
      else unbalanced.set(equation, left)
    }
    return {
      before,
      count,
      by: amount,
      unbalanced: [...unbalanced].map(([equation, left]) => ({ equation, by: left })),
      moves: (before?.moves ?? 0) + 1,
      price: (before?.price ?? 0) + room.price(count, valueIn(before, count) + amount),
    }
  }

  if (!fits(valueIn(null, mover) + by, mover)) return null
  const queue = new Queue()
  queue.add(moved(null, mover, by))
  for (let looked = 0; looked < patience; looked++) {
    const attempt = queue.take()
    if (!attempt) return null
    if (attempt.unbalanced.length === 0) return worldOf(from, attempt)
    let repairs: { count: number; by: number }[] | null = null
    for (const { equation, by: left } of attempt.unbalanced) {
      const possible = repairsOf(attempt, equation, left)
      if (!repairs || possible.length < repairs.length) repairs = possible
    }
    for (const repair of repairs ?? []) queue.add(moved(attempt, repair.count, repair.by))
  }
  return null

  /** Each count that has not moved yet takes as much of the imbalance as its bounds let it. */
  function repairsOf(attempt: Attempt, equation: number, left: number) {
    const repairs: { count: number; by: number }[] = []
    for (const { count, sign } of system.equations[equation]!.members) {
      if (hasMoved(attempt, count)) continue
      const value = valueIn(null, count)
      const wanted = value - sign * left
      const reached = Math.min(Math.max(wanted, room.lower[count]!), room.upper[count]!)
      if (reached !== value && fits(value, count)) repairs.push({ count, by: reached - value })
    }
    return repairs
  }
}

function hasMoved(attempt: Attempt, count: number): boolean {
  for (let at: Attempt | null = attempt; at; at = at.before) if (at.count === count) return true
  return false
}

function worldOf(from: World, attempt: Attempt): World {
  const world = new Map(from)
  for (let at: Attempt | null = attempt; at; at = at.before) {
    const by = (world.get(at.count) ?? 0) + at.by
    if (by === 0) world.delete(at.count)
    else world.set(at.count, by)
  }
  return world
}

/** A binary heap; equal ranks leave in the order in which they came. */
class Queue {
  readonly #heap: { rank: number; order: number; attempt: Attempt }[] = []
  #added = 0

  add(attempt: Attempt) {
    const heap = this.#heap
    heap.push({ rank: rank(attempt), order: this.#added++, attempt })
    let at = heap.length - 1
    while (at > 0 && this.#isBefore(at, (at - 1) >> 1)) {
      this.#swap(at, (at - 1) >> 1)
      at = (at - 1) >> 1
    }
  }

  take(): Attempt | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first && last && heap.length > 0) {
      heap[0] = last
      for (let at = 0; ; ) {
        let least = at
        for (const child of [2 * at + 1, 2 * at + 2]) {
          if (child < heap.length && this.#isBefore(child, least)) least = child
        }
        if (least === at) break
        this.#swap(at, least)
        at = least
      }
    }
    return first?.attempt
  }

  #isBefore(a: number, b: number) {
    const [x, y] = [this.#heap[a]!, this.#heap[b]!]
    return x.rank < y.rank || (x.rank === y.rank && x.order < y.order)
  }

  #swap(a: number, b: number) {
    const heap = this.#heap
    const held = heap[a]!
    heap[a] = heap[b]!
    heap[b] = held
  }
}
