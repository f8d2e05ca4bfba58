import { useSyncExternalStore } from 'react'

let words = ''
const watchers = new Set<() => void>()

export function searchFor(next: string) {
  words = next
  for (const watcher of watchers) watcher()
}

export const forgetSearchWords = () => searchFor('')

const watch = (watcher: () => void) => {
  watchers.add(watcher)
  return () => {
    watchers.delete(watcher)
  }
}

/**
 * What was typed into the search box: `const [words, searchFor] = useSearchWords()`. A name may be among it, so it stays
 * out of the address, the browser's history and every store; a reload forgets it.
 */
export const useSearchWords = () => [useSyncExternalStore(watch, () => words), searchFor] as const
