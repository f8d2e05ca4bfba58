import type { PublicCount } from '@alongside/shared/monitoring/reports-contract'

const number = new Intl.NumberFormat('en-GB')

/** A number as it stands in a table: "1,204", "withheld". */
export const countWords = (count: PublicCount): string =>
  count === 'withheld' ? 'withheld' : number.format(count)

/** "24%"; nothing of nothing, and nothing of a number that is not shown. */
export function shareOf(part: PublicCount, whole: PublicCount): number | null {
  return typeof part === 'number' && typeof whole === 'number' && whole > 0 ? part / whole : null
}

const percent = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 })
export const shareWords = (share: number): string => percent.format(share)
