/** What a key does in the room: another case, or the part of the page with that id. */
export type RoomKey = 'next' | 'previous' | 'help' | { part: string }

/** In the order in which a case is spoken of; the digits count along. */
const spoken = ['her-voice', 'contributions', 'plan', 'decisions', 'whoTellsHer'].map(
  (part) => `part-${part}`,
)

export const roomKeys: { key: string; words: string; does: RoomKey }[] = [
  { key: 'n', words: 'Look at the next case', does: 'next' },
  { key: 'p', words: 'Look at the case before', does: 'previous' },
  { key: '1', words: 'Her voice', does: { part: spoken[0] ?? '' } },
  { key: '2', words: 'What each agency knows', does: { part: spoken[1] ?? '' } },
  { key: '3', words: 'The plan', does: { part: spoken[2] ?? '' } },
  { key: '4', words: 'Decisions', does: { part: spoken[3] ?? '' } },
  { key: '5', words: 'Who tells her', does: { part: spoken[4] ?? '' } },
  { key: 'a', words: 'Agree an action', does: { part: 'part-action' } },
  { key: '?', words: 'Show these keys', does: 'help' },
]

interface Pressed {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  /** The focus is in a field, or a question is open: letters are typed there. */
  typing: boolean
}

/** What this press asks for; null: nothing of the room's. */
export function roomKeyOf({ key, ctrlKey, metaKey, altKey, typing }: Pressed): RoomKey | null {
  if (typing || ctrlKey || metaKey || altKey) return null
  return roomKeys.find((one) => one.key === key)?.does ?? null
}
