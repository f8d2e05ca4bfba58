import { timingSafeEqual } from 'node:crypto'
import { Refusal } from '@alongside/shared/problems'
import type { Vault } from '../vault.ts'

/** Where a page ended: the sort key's value and the id, both as the database ordered them. */
export type Position = [key: string, id: string]

/** Opaque and tamper-evident; bound to its list with its filters, so that one cannot be carried to another. */
export function writeCursor(vault: Vault, list: string, position: Position): string {
  return signed(vault, list, JSON.stringify(position))
}

const signed = (vault: Vault, list: string, text: string) =>
  `${Buffer.from(text).toString('base64url')}.${signature(vault, list, text).toString('base64url')}`

/**
 * `pointer`: where the request named the cursor.
 * @throws Refusal request.invalid for a cursor that was altered or belongs to another list
 */
export function readCursor(vault: Vault, list: string, cursor: string, pointer = '?cursor'): Position {
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

/** The operation with its filters, without cursor and limit: what a cursor is bound to. */
export function listOf(operation: string, asked: Record<string, unknown>): string {
  const filters = Object.entries(asked).filter(([name]) => name !== 'cursor' && name !== 'limit')
  return `${operation} ${JSON.stringify(filters.sort(([a], [b]) => (a < b ? -1 : 1)))}`
}

/** Cuts the one row more that was asked for, and says where the next page begins. */
export function pageOf<Row>(
  rows: Row[],
  limit: number,
  position: (row: Row) => Position,
  vault: Vault,
  list: string,
) {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? writeCursor(vault, list, position(last)) : null }
}
