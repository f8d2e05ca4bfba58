/** In words, by how much a text is longer than it may be; null when it is not. */
export function tooLong(value: unknown, limit: number): string | null {
  const over = typeof value === 'string' ? value.length - limit : 0
  if (over <= 0) return null
  const count = over === 1 ? '1 character' : `${over.toLocaleString('en-GB')} characters`
  return `${count} too many. Shorten it to ${limit.toLocaleString('en-GB')}`
}
