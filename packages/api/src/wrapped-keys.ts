/** A case's or draft's key as it is kept: wrapped by a master key, whose id stands in front. */
export interface WrappedKey {
  id: string
  wrapped: Buffer
}

/** What a column that is called `wrapped` holds says its first byte: a key, where else it is kept, or that it is gone. */
export const wrappedFormat = Buffer.from([2])
const apartFormat = Buffer.from([3])
const apartLength = 17

/** In the place of a key that was destroyed: whatever else still knows it, it opens nothing. */
export const destroyed = Buffer.from([0])
export const isDestroyed = (wrapped: Buffer): boolean => wrapped[0] === destroyed[0]

/** In the place of a key that is kept in the database of keys: its id. */
export const keptApart = (id: string): Buffer =>
  Buffer.concat([apartFormat, Buffer.from(id.replaceAll('-', ''), 'hex')])

/** The id of the key in whose place this stands; null for whatever else a column may hold. */
export function apartAs(value: unknown): string | null {
  if (!Buffer.isBuffer(value) || value.length !== apartLength || value[0] !== apartFormat[0]) return null
  const id = value.toString('hex', 1)
  return [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-')
}

/** The id of the master key that a key is wrapped by; null where it is kept apart, or gone. */
export const wrappedBy = (wrapped: Buffer): string | null =>
  wrapped[0] === wrappedFormat[0] ? wrapped.toString('hex', 1, 9) : null
