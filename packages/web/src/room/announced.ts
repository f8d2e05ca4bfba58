import type { Meeting } from '@alongside/shared/meetings/schema'

type Seen = Pick<Meeting, 'agenda' | 'currentItemId' | 'present'>

const here = ({ present }: Seen) =>
  new Map(present.filter(({ until }) => until === null).map((one) => [`${one.name} ${one.agencyName}`, one]))

/** MTG-7: what a screen reader is told of a change in the room that nobody at this device made: who came or left, and the next case. */
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
  return [...came, ...left, ...next].join(' ')
}
