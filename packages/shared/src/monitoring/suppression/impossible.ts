import type { System } from './system.ts'
import type { Room } from './worlds.ts'

/** So many equations are looked at. */
const patience = 20_000

/**
 * Whether it can be proved that a count cannot have a value: by drawing the bounds of all counts as close as each
 * equation by itself tells, until some count is left with no value at all.
 */
export function isImpossible(system: System, count: number, value: number, room: Room): boolean {
  const lower = [...room.lower]
  const upper = [...room.upper]
  if (value < lower[count]! || value > upper[count]!) return true
  lower[count] = value
  upper[count] = value
  const queue = new Set(system.uses[count]!.map(({ equation }) => equation))
  let looked = 0
  for (const equation of queue) {
    queue.delete(equation)
    if (++looked > patience) return false
    const { members } = system.equations[equation]!
    for (const member of members) {
      // What the others leave to this one: sign · it = −(sum of the others).
      let [least, most] = [0, 0]
      for (const other of members) {
        if (other === member) continue
        least += other.sign > 0 ? lower[other.count]! : -upper[other.count]!
        most += other.sign > 0 ? upper[other.count]! : -lower[other.count]!
      }
      const [from, to] = member.sign > 0 ? [-most, -least] : [least, most]
      if (from <= lower[member.count]! && to >= upper[member.count]!) continue
      lower[member.count] = Math.max(from, lower[member.count]!)
      upper[member.count] = Math.min(to, upper[member.count]!)
      if (lower[member.count]! > upper[member.count]!) return true
      for (const use of system.uses[member.count]!) queue.add(use.equation)
    }
  }
  return false
}
