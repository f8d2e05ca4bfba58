import { isSmall, type System } from './system.ts'
import { type Room, type World, worldWith } from './worlds.ts'

/** A value of a small count for which no possible world is known. */
export interface Gap {
  count: number
  value: number
}

const truth: World = new Map()
const free = () => 0

/**
 * Proves count by count that an intruder cannot rule out any value a small count might have. Each proof is a whole
 * world: other values for the counts, which keep every published number, bound and equation. So an audit may miss a proof,
 * and then more is withheld than need be, but it never takes for protected what is not.
 */
export class Audit {
  readonly #system: System
  readonly #small: readonly number[]
  /** By small count: by value, a world in which it has that value. */
  #proofs: ReadonlyMap<number, Map<number, World>>
  readonly #given = new Map<number, Set<number>>()

  constructor(system: System, own: number) {
    this.#system = system
    this.#small = withinReach(system, own)
    this.#proofs = new Map(this.#small.map((count) => [count, new Map([[system.counts[count]!.n, truth]])]))
  }

  /** What the intruder is known to know already is no gap any more. */
  giveUp({ count, value }: Gap) {
    this.#given.set(count, (this.#given.get(count) ?? new Set()).add(value))
  }

  get givenUp(): ReadonlyMap<number, ReadonlySet<number>> {
    return this.#given
  }

  /** The first gap, of its count the value farthest from the true one: what covers that mostly covers those between. */
  gap(): Gap | null {
    for (const count of this.#small) {
      const open = this.#valuesOf(count).filter((value) => !this.proves({ count, value }))
      const value = open.at(-1)
      if (value !== undefined) return { count, value }
    }
    return null
  }

  /** Whether the value is proved to be possible, now that what is withheld is withheld. */
  proves(gap: Gap): boolean {
    if (this.#proofs.get(gap.count)?.has(gap.value) || this.#given.get(gap.count)?.has(gap.value)) return true
    const world = this.prove(gap, {
      lower: this.#system.lower,
      upper: this.#system.upper,
      price: free,
      hidden: 0,
    })
    if (world) this.keep(world)
    return world !== null
  }

  /** Looks for a proof within a room, from the true world or from one where the count is one away from the value. */
  prove({ count, value }: Gap, room: Room): World | null {
    const system = this.#system
    const near = [value - 1, value + 1].flatMap((v) => this.#proofs.get(count)?.get(v) ?? [])
    for (const from of [truth, ...near]) {
      const by = value - system.counts[count]!.n - (from.get(count) ?? 0)
      const world = worldWith(system, from, count, by, room)
      if (world) return world
    }
    return null
  }

  /** Keeps a world that the bounds allow as the proof of everything that it proves. */
  keep(world: World) {
    for (const [count, by] of world) {
      const proofs = this.#proofs.get(count)
      const value = this.#system.counts[count]!.n + by
      if (proofs && !proofs.has(value)) proofs.set(value, world)
    }
  }

  /** Tries with bounds that were narrowed for these counts, and says whether everything is still proved; if not, undoes it. */
  stands(narrowed: readonly number[], undo: () => void): boolean {
    const { counts, lower, upper } = this.#system
    const before = this.#proofs
    const holds = (world: World) =>
      narrowed.every((count) => {
        const value = counts[count]!.n + (world.get(count) ?? 0)
        return value >= lower[count]! && value <= upper[count]!
      })
    this.#proofs = new Map(
      [...before].map(([count, proofs]) => [count, new Map([...proofs].filter(([, world]) => holds(world)))]),
    )
    if (!this.gap()) return true
    this.#proofs = before
    undo()
    return false
  }

  /** The values that a small count must be able to have, from the true one outwards. */
  #valuesOf(count: number): number[] {
    const { n, rules } = this.#system.counts[count]!
    const all = Array.from({ length: rules.threshold - 1 }, (_, i) => i + 1)
    return all.toSorted((a, b) => Math.abs(a - n) - Math.abs(b - n))
  }
}

/**
 * The small counts of which the report in question could tell anything: its own, and those that equations lead to
 * without passing a count that everybody knows.
 */
function withinReach({ counts, equations, uses, lower, upper }: System, own: number): number[] {
  const reached = new Set(Array.from({ length: own }, (_, count) => count))
  const passed = new Set<number>()
  for (const count of reached) {
    if (count >= own && lower[count] === upper[count]) continue
    for (const { equation } of uses[count]!) {
      if (passed.has(equation)) continue
      passed.add(equation)
      for (const member of equations[equation]!.members) reached.add(member.count)
    }
  }
  return [...reached]
    .filter((count) => counts[count]!.people && isSmall(counts[count]!.n, counts[count]!.rules))
    .toSorted((a, b) => a - b)
}
