import type { Body } from '@alongside/shared/contract'
import type { DraftedItem, editMinutedItem, MinutesDraft } from '@alongside/shared/minutes/contract'
import { type Part, parts } from '../room/recording.ts'

/** Words by their field, as they are saved. */
export type Words = Readonly<Record<string, string>>
/** What is typed and not yet safe, with the saved words that the typing began from. */
export type Typed = Readonly<Record<string, { words: string; basedOn: string }>>

const contribution = 'contribution '

/** Parts of the record to word: of a case that was put off, those that were written before. */
export const partsOf = ({ record, deferredFor }: DraftedItem): Part[] =>
  parts.filter((part) => deferredFor === null || record[part])

/** Every text of an item that is worded here. Her voice and actions are none of them. */
export const wordsOfItem = (item: DraftedItem): Words => ({
  ...Object.fromEntries(partsOf(item).map((part) => [part, item.record[part] ?? ''])),
  ...(item.deferredFor !== null && { deferredFor: item.deferredFor }),
  ...Object.fromEntries(item.contributions.map(({ id, words }) => [contribution + id, words])),
})

export const wordsOfMeeting = ({ notes, correction }: MinutesDraft): Words => ({
  ...correction,
  notes: notes ?? '',
})

/** A field may be emptied only where it says nothing that somebody gave. */
export const mayBeEmpty = (field: string): boolean =>
  field === 'notes' || (parts as readonly string[]).includes(field)

/** Changed words as the API takes them. */
export function itemEdit(changed: Words): Body<typeof editMinutedItem> {
  const record = Object.fromEntries(
    parts.flatMap((part) => (changed[part] === undefined ? [] : [[part, changed[part]]])),
  )
  const contributions = Object.entries(changed).flatMap(([field, words]) =>
    field.startsWith(contribution) ? [{ id: field.slice(contribution.length), words }] : [],
  )
  return {
    ...(Object.keys(record).length > 0 && { record }),
    ...(contributions.length > 0 && { contributions }),
    ...(changed.deferredFor !== undefined && { deferredFor: changed.deferredFor }),
  }
}

export function typedInto(typed: Typed, field: string, words: string, saved: Words): Typed {
  const { [field]: before, ...others } = typed
  const current = saved[field] ?? ''
  // What arrived although its answer was lost is no longer based on the words before it.
  const basedOn = before && before.words !== current ? before.basedOn : current
  return words === current ? others : { ...others, [field]: { words, basedOn } }
}

/** Fields that somebody else changed since the typing here began: both wordings are shown, and none is lost. */
export const conflictsIn = (typed: Typed, saved: Words, sending: Words): string[] =>
  Object.entries(typed).flatMap(([field, { words, basedOn }]) =>
    [basedOn, words, sending[field]].includes(saved[field] ?? '') ? [] : [field],
  )

/** What can be sent: all that differs, but for conflicts and for what would be left empty and may not be. */
export function sendable(typed: Typed, saved: Words): Words {
  const conflicts = new Set(conflictsIn(typed, saved, {}))
  return Object.fromEntries(
    Object.entries(typed).flatMap(([field, { words }]) =>
      conflicts.has(field) || words === (saved[field] ?? '') || (words.trim() === '' && !mayBeEmpty(field))
        ? []
        : [[field, words]],
    ),
  )
}

/** What remains after `sent` was saved: only what was typed in the meantime, now based on it. */
export const afterSaving = (typed: Typed, sent: Words): Typed =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([field, { words, basedOn }]) =>
      words === sent[field] ? [] : [[field, { words, basedOn: sent[field] ?? basedOn }]],
    ),
  )
