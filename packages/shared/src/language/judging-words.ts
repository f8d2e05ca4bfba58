import { lexicon } from './lexicon.ts'

/** One place in a text. `from` and `to` count UTF-16 units; `to` is the first behind it. */
export interface Advice {
  from: number
  to: number
  found: string
  kinder: string
  why: string
}

const entries = new Map(lexicon.flatMap((entry) => entry.words.map((word) => [word, entry] as const)))

const asPattern = (word: string) =>
  word
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(' ', String.raw`\s+`)
    .replaceAll("'", "['’ʼ]")
    .replaceAll('-', '[-‐‑]')
// Longest first: «failed to engage» before a word within it. Whole words alone, in any script.
const alternatives = [...entries.keys()].toSorted((a, b) => b.length - a.length).map(asPattern)
const pattern = new RegExp(
  String.raw`(?<![\p{L}\p{M}\p{N}])(?:${alternatives.join('|')})(?![\p{L}\p{M}\p{N}])`,
  'giu',
)

const asListed = (found: string) =>
  found.toLowerCase().replaceAll(/\s+/g, ' ').replaceAll(/[’ʼ]/g, "'").replaceAll(/[‐‑]/g, '-')

/** LAN-1: the judging words of a text in their order, none over another. Any text; it advises and never throws. */
export function judgingWords(text: string): Advice[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [found] = match
    const entry = entries.get(asListed(found))
    if (!entry) return []
    return [
      { from: match.index, to: match.index + found.length, found, kinder: entry.kinder, why: entry.why },
    ]
  })
}

export interface ReadingLevel {
  words: number
  /** The age in years from which most read it with ease, at least 5. */
  age: number
}

/**
 * How plain a text is: the automated readability index, 4.71 × letters per word + 0.5 × words per sentence − 21.43, which
 * is a school year; five years more are the age. A word is what blanks part, a sentence what ends with . ! ? or a line.
 * Null under 20 words, where it would say nothing.
 */
export function readingLevel(text: string): ReadingLevel | null {
  const words = text.match(/\S*[\p{L}\p{N}]\S*/gu) ?? []
  if (words.length < 20) return null
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
  const sentences = text.split(/[.!?]+(?:\s|$)|\n+/u).filter((part) => /[\p{L}\p{N}]/u.test(part)).length
  const index = 4.71 * (letters / words.length) + 0.5 * (words.length / Math.max(sentences, 1)) - 21.43
  return { words: words.length, age: Math.max(5, Math.round(index + 5)) }
}
