import type { Body } from '@alongside/shared/contract'
import { account, contributed, narrative } from '@alongside/shared/limits'
import type { DraftedItem, MinutesDraft } from '@alongside/shared/minutes/contract'
import type { Contracts } from '@alongside/shared/operations'
import { type Fields, textOf } from '../autosave/engine.ts'
import { tooLong } from '../autosave/too-long.ts'
import { type Part, parts, partsWritten } from '../room/recording.ts'

/** Words by their field, as they are saved. */
export type Words = Readonly<Record<string, string>>
const contribution = 'contribution '

/** Parts of the record to word: of a case that was put off, those that were written before. */
export const partsOf = ({ record, deferredFor }: DraftedItem): Part[] =>
  partsWritten(record, []).filter((part) => deferredFor === null || record[part])

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
export function itemEdit(changed: Fields): Body<Contracts['editMinutedItem']> {
  const record = Object.fromEntries(
    parts.flatMap((part) => (changed[part] === undefined ? [] : [[part, textOf(changed[part])]])),
  )
  const contributions = Object.entries(changed).flatMap(([field, words]) =>
    field.startsWith(contribution) ? [{ id: field.slice(contribution.length), words: textOf(words) }] : [],
  )
  return {
    ...(Object.keys(record).length > 0 && { record }),
    ...(contributions.length > 0 && { contributions }),
    ...(changed.deferredFor !== undefined && { deferredFor: textOf(changed.deferredFor) }),
  }
}

/** How many characters a text of the minutes may have. */
export function limitOf(field: string): number {
  if (field.startsWith(contribution)) return contributed
  return mayBeEmpty(field) ? account : narrative
}

/** Why a text cannot be saved as it stands. */
export const faultOf = (field: string, words: unknown): string | null =>
  textOf(words).trim() === '' && !mayBeEmpty(field)
    ? 'Keep some words here. Until then what was saved stays'
    : tooLong(words, limitOf(field))

/** The text that the API names in an edit of an item. */
export function fieldAt(pointer: string, changed: Fields): string | undefined {
  const [, first = '', second = ''] = pointer.split('/')
  if (first === 'record') return second
  if (first !== 'contributions') return first
  const { id = '' } = itemEdit(changed).contributions?.[Number(second)] ?? {}
  return contribution + id
}
