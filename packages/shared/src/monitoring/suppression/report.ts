/**
 * A number of people, by its place: a margin (the total that tables share) or a cell of a table under that margin.
 * Tables of one name under two margins (all, one agency) hold the same question and have the same cells.
 */
export type CountName =
  | readonly [report: string, margin: string]
  | readonly [report: string, margin: string, table: string, cell: string]

/** The cells of a table sum to its margin. */
export interface Table {
  name: string
  margin: string
  cells: Readonly<Record<string, number>>
}

export interface Report {
  name: string
  margins: Readonly<Record<string, number>>
  tables: readonly Table[]
}

/**
 * What anybody knows to hold between counts: the sum of `greater` equals, or is at least, the sum of `lesser`.
 * Where the difference is itself a number of people (in the whole but not in the part), it is small or not like any
 * other count, and protected as one: `difference: 'people'`.
 */
export interface Relation {
  greater: readonly CountName[]
  is: 'equal to' | 'at least'
  lesser: readonly CountName[]
  difference?: 'people'
}

export interface Rules {
  /** Counts from 1 to one below are never published. Zero is. */
  threshold: number
  /** Whether the publication tells «fewer than 5» apart from «withheld», or has one mark for both. */
  marks: 'apart' | 'alike'
  /** Every published number is rounded to the nearest multiple, halves up, each by itself and totals before rounding. */
  roundTo: number | null
}

/**
 * Why a count is withheld: it is small; or it would let a small one be worked out, from this report alone or
 * together with reports that are out already.
 */
export type Reason = 'primary' | 'secondary' | 'consistent'

export interface Withheld {
  reason: Reason
  /** The earlier reports that this one would give away together with, or that would give this one away. */
  together: readonly string[]
}

export interface WithheldCount extends Withheld {
  count: CountName
}

export interface WithheldTable extends Withheld {
  margin: string
  table: string
}

/** A value that a small count can no longer be thought to have, whatever this report withholds. */
export interface Disclosed {
  /** Null: a difference between counts, as a relation names it. */
  count: CountName | null
  /** Of the values below the threshold those that were ruled out before, or could not be proved possible. */
  ruledOut: readonly number[]
}

/**
 * A report as decided upon. It holds the true counts: keep it, hand it to later calls of `suppress` as published, and
 * let out only what `publish` and `explain` make of it.
 */
export interface Suppressed {
  report: Report
  rules: Rules
  withheld: readonly WithheldCount[]
  /** Tables withheld whole, zeros and marks included. */
  tables: readonly WithheldTable[]
  /** Set if nothing of the report can be published. */
  everything: Withheld | null
  alreadyDisclosed: readonly Disclosed[]
}
