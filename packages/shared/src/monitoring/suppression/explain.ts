import type { Suppressed, Withheld } from './report.ts'

export interface Explanation {
  /** The margin; then table and cell, as far as it is about one. Empty: the whole report. */
  of: readonly string[]
  words: string
}

/**
 * Why each number is withheld, in words that may be published with it: under one mark for all they do not tell small
 * numbers from others.
 */
export function explain({ rules, withheld, tables, everything }: Suppressed): Explanation[] {
  const small = `fewer than ${rules.threshold}`
  const protects = ({ together }: Withheld) =>
    together.length === 0
      ? 'would let a smaller number be worked out'
      : `together with ${reports(together)} would let a smaller number be worked out`
  const words = (one: Withheld) => {
    if (rules.marks === 'alike') return `${small}, or would let a smaller number be worked out`
    return one.reason === 'primary' ? small : protects(one)
  }
  if (everything) return [{ of: [], words: `this report ${protects(everything)}` }]
  return [
    ...tables.map((one) => ({ of: [one.margin, one.table], words: `this table ${protects(one)}` })),
    ...withheld.map((one) => ({ of: one.count.slice(1), words: words(one) })),
  ]
}

function reports(names: readonly string[]): string {
  const last = names.at(-1)!
  return names.length === 1
    ? `the report of ${last}`
    : `the reports of ${names.slice(0, -1).join(', ')} and ${last}`
}
