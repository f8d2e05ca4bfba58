import { can, type Permission, type Role, roles } from './access.ts'
import type { ProblemCode } from './problems.ts'

/** What may be done with a thing in each of its states, from each place that somebody stands in to it. */
export interface Machine<State extends string, Place extends string> {
  title: string
  states: readonly State[]
  /** Where whoever asks stands: her own, her agency's, addressed to her agency … */
  places: readonly Place[]
  moves: readonly {
    operation: { id: string; permission: Permission | 'anyone' }
    whyNot: (at: { state: NoInfer<State>; place: NoInfer<Place>; role: Role }) => ProblemCode | null
    /** Whereto it brings the thing; without: its state stays. */
    to?: string
  }[]
}

/**
 * State × role × move as text that reads at a glance: a move is made where its state, its place and its role all say so.
 * Three tables say it only as long as none of them depends on another.
 * @throws Error where a rule is no such product, naming it
 */
export function stateTable<State extends string, Place extends string>({
  title,
  states,
  places,
  moves,
}: Machine<State, Place>): string {
  const all = moves.map(({ operation, whyNot, to }) => {
    const { id, permission } = operation
    const cells = roles.flatMap((role) => {
      const may = permission === 'anyone' || can(role, permission)
      return places.flatMap((place) =>
        states.map((state) => {
          const refused = may ? whyNot({ state, place, role }) : ('access.not_permitted' as const)
          return { role, place, state, refused }
        }),
      )
    })
    const open = cells.filter(({ refused }) => refused === null)
    const inState = new Set(open.map(({ state }) => state))
    const fromPlace = new Set(open.map(({ place }) => place))
    const asRole = new Set(open.map(({ role }) => role))
    for (const { role, place, state, refused } of cells)
      if ((refused === null) !== (inState.has(state) && fromPlace.has(place) && asRole.has(role)))
        throw new Error(`${id}: what ${state} allows depends on ${place} or ${role}`)
    const codes = (of: typeof cells) => [...new Set(of.map(({ refused }) => refused ?? ''))].join(', ')
    const elsewhere = cells.filter(({ role, place }) => asRole.has(role) && fromPlace.has(place))
    const elsewhen = cells.filter(({ role, state }) => asRole.has(role) && inState.has(state))
    return {
      byState: [
        id,
        ...states.map((state) => (inState.has(state) ? (to ? `> ${to}` : 'yes') : '.')),
        codes(elsewhere.filter(({ state }) => !inState.has(state))),
      ],
      byPlace: [
        id,
        ...places.map((place) => (fromPlace.has(place) ? 'yes' : '.')),
        codes(elsewhen.filter(({ place }) => !fromPlace.has(place))),
      ],
      byRole: [id, ...roles.map((role) => (asRole.has(role) ? 'yes' : '.'))],
    }
  })
  return [
    `${title}: what its state allows`,
    aligned([['', ...states, 'otherwise'], ...all.map(({ byState }) => byState)]),
    ...(places.length > 1
      ? [
          'To whom, by where one stands',
          aligned([['', ...places, 'otherwise'], ...all.map(({ byPlace }) => byPlace)]),
        ]
      : []),
    'To whom, by role',
    aligned([['', ...roles], ...all.map(({ byRole }) => byRole)]),
  ].join('\n\n')
}

function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((word, at) => word.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
