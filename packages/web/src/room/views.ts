import type { Role } from '@alongside/shared/access'
import { isTrueOf } from '@alongside/shared/access'

export type RoomView = 'chair' | 'notes' | 'member'

export const roomViews = [
  { view: 'chair', words: 'Lead' },
  { view: 'notes', words: 'Take notes' },
  { view: 'member', words: 'Take part' },
] as const satisfies { view: RoomView; words: string }[]

/** Who may record chooses; a chair or a deputy leads and a coordinator takes notes unless they say otherwise. Everybody else takes part. */
export function viewOf(asked: string | undefined, records: boolean, role: Role | undefined): RoomView {
  if (!records) return 'member'
  const chosen = roomViews.find(({ view }) => view === asked)
  return chosen?.view ?? (isTrueOf('coordinates', role) ? 'notes' : 'chair')
}
