import type { Meeting } from '@alongside/shared/meetings/schema'

type Seen = Pick<Meeting, 'agenda' | 'currentItemId' | 'present'>

const planWords = { listed: 'is to be spoken of', discussed: 'is discussed', deferred: 'is put off' } as const

/** What became of a case, or was put on the agenda, while one is here; what is begun is told apart. */
function changesOfPlan(before: Seen, now: Seen): string[] {
  const were = new Map(before.agenda.map((line) => [line.id, line.state]))
  return now.agenda.flatMap(({ id, state, caseReference }) =>
    were.get(id) === state
      ? []
      : `${caseReference} ${planWords[state]}${were.has(id) ? '' : ', new on the agenda'}.`,
  )
}

const here = ({ present }: Seen) =>
  new Map(present.filter(({ until }) => until === null).map((one) => [`${one.name} ${one.agencyName}`, one]))

/** MTG-7: what a screen reader is told of a change in the room: who came or left, what became of a case or was put on the agenda, and the next case. */
export function announcedOf(before: Seen, now: Seen): string {
  const [were, are] = [here(before), here(now)]
  const came = [...are]
    .filter(([key]) => !were.has(key))
    .map(([, { name, agencyName }]) => `${name}, ${agencyName}, has come in.`)
  const left = [...were]
    .filter(([key]) => !are.has(key))
    .map(([, { name, agencyName }]) => `${name}, ${agencyName}, has left.`)
  const line = now.agenda.find(({ id }) => id === now.currentItemId)
  const next =
    now.currentItemId !== before.currentItemId && line ? [`${line.caseReference} is spoken of now.`] : []
  return [...came, ...left, ...changesOfPlan(before, now), ...next].join(' ')
}
