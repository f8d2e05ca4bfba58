import { seriousness } from '../referrals/rules.ts'
import type { Light } from '../traffic-light/schema.ts'

/** A case that still stands on an agenda. `person`: whose file it is; `out`: who must not hear it, by `attendeeKey`. */
export interface OrderedLine {
  id: string
  light: Light
  person: string
  out: readonly string[]
}

/** How often somebody has to go out in this order: whoever stays out from one case to the next goes once. */
export const timesOut = (lines: readonly Pick<OrderedLine, 'out'>[]): number =>
  lines.reduce((sum, { out }, at) => sum + missing(out, lines[at - 1]?.out ?? []), 0)

/** The files of one person, which stand side by side. */
type Together = OrderedLine[]

interface Group {
  lines: OrderedLine[]
  first: readonly string[]
  last: readonly string[]
  inner: number
}

/** So many different sets of people under one light are tried in every order; of more, the nearest comes next. */
const triedInEveryOrder = 11

/**
 * ACC-9: the agenda in the order in which people go out as few times as can be, the more serious light always first. Among
 * such orders the one in which fewest come back in between (an agency whose cases come last leaves once), then the one
 * nearest to the order that is given. Two files of one person stay side by side.
 */
export function suggestedOrder(lines: readonly OrderedLine[]): string[] {
  const places = new Map(lines.map(({ id }, at) => [id, at]))
  const units = [...Map.groupBy(lines, ({ person }) => person).values()]
  const blocks = [...Map.groupBy(units, ([one]) => seriousness(one?.light ?? 'green'))]
    .toSorted(([a], [b]) => a - b)
    .map(([, block]) => groupsOf(block))
  let ends: Path[] = [{ lines: [], cost: 0, last: [] }]
  for (const groups of blocks)
    ends =
      groups.length <= triedInEveryOrder ? everyOrder(ends, groups, places) : nearest(ends, groups, places)
  const [best] = ends.toSorted((a, b) => a.cost - b.cost)
  return (best?.lines ?? []).map(({ id }) => id)
}

interface Path {
  lines: OrderedLine[]
  cost: number
  last: readonly string[]
}

/** Units for which the same people go out stand together: no order with them apart has fewer goings. */
function groupsOf(units: readonly Together[]): Group[] {
  const groups = new Map<string, OrderedLine[]>()
  for (const [at, unit] of units.entries()) {
    const sets = new Set(unit.map(({ out }) => out.toSorted().join()))
    const key = sets.size === 1 ? [...sets].join() : `apart ${at}`
    groups.set(key, [...(groups.get(key) ?? []), ...unit])
  }
  return [...groups.values()].map((lines) => ({
    lines,
    first: lines[0]?.out ?? [],
    last: lines.at(-1)?.out ?? [],
    inner: lines.slice(1).reduce((sum, { out }, at) => sum + change(lines[at]?.out ?? [], out), 0),
  }))
}

/** Held and Karp: the best way through each set of groups to each that may end it. */
function everyOrder(starts: readonly Path[], groups: readonly Group[], places: Places): Path[] {
  const all = (1 << groups.length) - 1
  const best = new Map<number, Path[]>([[0, [...starts]]])
  for (let done = 0; done < all; done += 1) {
    const paths = best.get(done)
    if (!paths) continue
    best.delete(done)
    for (const [at, group] of groups.entries()) {
      if (done & (1 << at)) continue
      const later = groups.filter((_, other) => other !== at && !(done & (1 << other)))
      const found = paths.map((path) => goOn(path, group, later, places)).toSorted((a, b) => a.cost - b.cost)
      const next = done | (1 << at)
      best.set(next, [...(best.get(next) ?? []), ...found.slice(0, 1)])
    }
  }
  return best.get(all) ?? []
}

function nearest(starts: readonly Path[], groups: readonly Group[], places: Places): Path[] {
  let [path] = starts.toSorted((a, b) => a.cost - b.cost)
  const left = [...groups]
  while (path && left.length > 0) {
    const before: Path = path
    const [found] = left
      .map((group) => ({
        group,
        path: goOn(
          before,
          group,
          left.filter((one) => one !== group),
          places,
        ),
      }))
      .toSorted((a, b) => a.path.cost - b.path.cost)
    if (!found) break
    path = found.path
    left.splice(left.indexOf(found.group), 1)
  }
  return path ? [path] : []
}

type Places = ReadonlyMap<string, number>

function goOn(path: Path, group: Group, later: readonly Group[], places: Places): Path {
  const place = ({ id }: OrderedLine) => places.get(id) ?? 0
  const overtaken = later.flatMap(({ lines }) => lines).map(place)
  const inversions = group.lines.reduce(
    (sum, line) => sum + overtaken.filter((other) => other < place(line)).length,
    0,
  )
  return {
    lines: [...path.lines, ...group.lines],
    cost: path.cost + change(path.last, group.first) + group.inner + inversions,
    last: group.last,
  }
}

/** Goings count for more than comings back, and those for more than any departure from the given order. */
const going = 1e9
const comingBack = 1e5

const change = (before: readonly string[], after: readonly string[]): number =>
  missing(after, before) * going + missing(before, after) * comingBack

/** How many of `these` are not among `those`. */
const missing = (these: readonly string[], those: readonly string[]): number =>
  these.filter((one) => !those.includes(one)).length
