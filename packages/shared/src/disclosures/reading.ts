import type { Paper, PaperItem } from '../documents/contract.ts'

/** Where an item, or a document, stands: in words of the house, and nobody's. */
const placing: readonly (keyof PaperItem)[] = [
  'position',
  'reference',
  'basisInForce',
  'state',
  'minutes',
  'awaits',
]
const heading: readonly (keyof Paper)[] = [
  'kind',
  'meetingId',
  'meetingStartsAt',
  'venue',
  'minutesVersion',
  'notNeeded',
  'items',
]

type Read = (piece: string) => boolean

/** What of one thing stands in a paper, piece by piece; what was not read is left out. `of`: of which case, or of the meeting. */
function kept<T extends object>(thing: T, of: string, free: readonly (keyof T)[], read: Read): T {
  const wasRead = (field: string, value: unknown) => read(JSON.stringify([of, field, value]))
  const fields = Object.entries(thing).map(([field, value]: [string, unknown]) => {
    if (!value || free.includes(field as keyof T)) return [field, value]
    if (Array.isArray(value)) return [field, value.filter((one) => wasRead(field, one))]
    return [field, wasRead(field, value) ? value : typeof value === 'number' ? 0 : null]
  })
  return Object.fromEntries(fields) as T
}

/** CNF-1: of a document as it leaves what whoever agreed has read: what was added or changed since leaves in no copy. */
export const onlyRead = (paper: Paper, read: Read): Paper => ({
  ...kept(paper, 'meeting', heading, read),
  items: paper.items.map((item) => kept(item, item.reference, placing, read)),
})

/** Every piece of it, by which it is known again. */
export function piecesOf(paper: Paper): string[] {
  const pieces: string[] = []
  onlyRead(paper, (piece) => {
    pieces.push(piece)
    return true
  })
  return pieces
}
