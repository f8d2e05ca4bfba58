/** What stands before the first telephone number in a text, the number, and what follows; null where there is none. */
export function numberAndRest(text: string): [before: string, number: string, after: string] | null {
  const found = /(?:\+|\b0)\d[\d ()-]{6,16}\d/.exec(text)
  if (!found) return null
  const [number] = found
  return [text.slice(0, found.index), number, text.slice(found.index + number.length)]
}
