import { timingSafeEqual } from 'node:crypto'
import { Refusal } from '@alongside/shared/problems'
import type { Vault } from '../vault.ts'

/** Where a page ended: the sort key's value and the id, both as the database ordered them. */
export type Position = [key: string, id: string]

export interface Page<Row> {
  items: Row[]
  /** The cursor of the next page; null on the last. */
  next: string | null
}

/** What of a request a page hangs on: its filters, too, because a cursor is bound to them. */
interface Asked {
  limit?: number | undefined
  cursor?: string | undefined
}

const usualLimit = 50

/**
 * One page of a list in the order of (key, id). `list`: the operation with whatever its path names; `read` gives the rows
 * behind a position, at most as many as it is told (one more than the page shows, to know whether there are more);
 * `position` says where a row stands, as the database orders it; `pointer`: where the request names the cursor.
 * @throws Refusal request.invalid for a cursor that was altered or belongs to another list
 */
export async function paged<Row>(
  vault: Vault,
  list: string,
  asked: Asked,
  read: (after: Position | null, limit: number) => Promise<Row[]>,
  position: (row: Row) => Position,
  pointer = '?cursor',
): Promise<Page<Row>> {
  const { limit = usualLimit, cursor } = asked
  const bound = withFilters(list, asked)
  const rows = await read(cursor ? readCursor(vault, bound, cursor, pointer) : null, limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? writeCursor(vault, bound, position(last)) : null }
}

/** A cursor to go on from behind that row, also where nothing stands there yet. */
export const cursorBehind = (vault: Vault, list: string, asked: Asked, position: Position): string =>
  writeCursor(vault, withFilters(list, asked), position)

/** Opaque and tamper-evident; bound to its list with its filters, so that one cannot be carried to another. */
function writeCursor(vault: Vault, list: string, position: Position): string {
  return signed(vault, list, JSON.stringify(position))
}

const signed = (vault: Vault, list: string, text: string) =>
  `${Buffer.from(text).toString('base64url')}.${signature(vault, list, text).toString('base64url')}`

function readCursor(vault: Vault, list: string, cursor: string, pointer: string): Position {
  const [body = ''] = cursor.split('.')
  const text = Buffer.from(body, 'base64url').toString()
  // Letter by letter as it was written: base64 has several spellings of the same bytes.
  const given = Buffer.from(cursor)
  const expected = Buffer.from(signed(vault, list, text))
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Refusal('request.invalid', [
      { pointer, code: 'invalid', detail: 'is not a cursor of this list' },
    ])
  return JSON.parse(text) as Position
}

const signature = (vault: Vault, list: string, text: string) =>
  vault.mac('cursors', `${list}\n${text}`).subarray(0, 16)

function withFilters(list: string, asked: Asked): string {
  const filters = Object.entries(asked).filter(([name]) => name !== 'cursor' && name !== 'limit')
  return `${list} ${JSON.stringify(filters.sort(([a], [b]) => (a < b ? -1 : 1)))}`
}
