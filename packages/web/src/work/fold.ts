/** So many of one kind stand open on my work; one more is not worth a fold of its own. */
const openAtMost = 3

export const foldOf = <T>(items: readonly T[]): { first: readonly T[]; folded: readonly T[] } =>
  items.length <= openAtMost + 1
    ? { first: items, folded: [] }
    : { first: items.slice(0, openAtMost), folded: items.slice(openAtMost) }
