import type { ItemRecord } from '@alongside/shared/room/schema'

export const parts = [
  'riskPlan',
  'supportPlan',
  'decisions',
  'whoTellsHer',
] as const satisfies (keyof ItemRecord)[]
export type Part = (typeof parts)[number]

/** What is typed and not yet safe, with the saved words that the typing began from. */
export type Unsaved = Partial<Record<Part, { words: string; basedOn: string }>>

const savedWords = (saved: ItemRecord, part: Part) => saved[part] ?? ''

/** The words to show: what is typed here, else what is saved. */
export const shownWords = (unsaved: Unsaved, saved: ItemRecord, part: Part): string =>
  unsaved[part]?.words ?? savedWords(saved, part)

export function typedInto(unsaved: Unsaved, part: Part, words: string, saved: ItemRecord): Unsaved {
  const { [part]: before, ...others } = unsaved
  const current = savedWords(saved, part)
  // What arrived at the server although its answer was lost is no longer based on the words before it.
  const basedOn = before && before.words !== current ? before.basedOn : current
  return words === current || words === basedOn ? others : { ...others, [part]: { words, basedOn } }
}

/**
 * Parts that somebody else changed since the typing here began (MTG-7): both versions are shown, none is lost.
 * `sending` is what is on its way from here, which is nobody else's.
 */
export function conflictsOf(unsaved: Unsaved, saved: ItemRecord, sending: ItemRecord): Part[] {
  return parts.filter((part) => {
    const typed = unsaved[part]
    const current = savedWords(saved, part)
    return typed && ![typed.basedOn, typed.words, sending[part]].includes(current)
  })
}

/** What can be sent: everything typed but what somebody else changed too. */
export function sendable(unsaved: Unsaved, saved: ItemRecord): ItemRecord {
  const conflicts = conflictsOf(unsaved, saved, {})
  const record: ItemRecord = {}
  for (const part of parts) {
    const typed = unsaved[part]
    if (typed && !conflicts.includes(part) && typed.words !== savedWords(saved, part))
      record[part] = typed.words
  }
  return record
}

/** What remains after `sent` was saved: only what was typed in the meantime, now based on what was sent. */
export function afterSaving(unsaved: Unsaved, sent: ItemRecord): Unsaved {
  const left: Unsaved = {}
  for (const part of parts) {
    const typed = unsaved[part]
    const words = sent[part]
    if (!typed || typed.words === words) continue
    left[part] = words === undefined ? typed : { words: typed.words, basedOn: words }
  }
  return left
}

/** What was kept on the device, and has neither been typed anew since nor arrived at the server. */
export function restored(kept: Unsaved, unsaved: Unsaved, saved: ItemRecord): Unsaved {
  const back: Unsaved = { ...unsaved }
  for (const part of parts) {
    const typed = kept[part]
    if (typed && !unsaved[part] && typed.words !== savedWords(saved, part)) back[part] = typed
  }
  return back
}

/** Settles a conflict with the words chosen: what somebody else saved has been seen. */
export function settled(unsaved: Unsaved, part: Part, words: string, saved: ItemRecord): Unsaved {
  const { [part]: _, ...others } = unsaved
  return typedInto(others, part, words, saved)
}

export const isEmpty = (unsaved: object): boolean => Object.keys(unsaved).length === 0
