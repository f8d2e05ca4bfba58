import type { Gap } from '@alongside/shared/oncall/rules'

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** ISO: 1 is Monday. As the choices of a form: their values are texts. */
export const dayChoices = names.map((label, at) => ({ value: String(at + 1), label }))

/** "Every day", "Monday to Friday", "Monday, Saturday". */
export function daysWords(days: readonly number[]): string {
  if (days.length === 7) return 'Every day'
  const sorted = days.toSorted((a, b) => a - b)
  const [first = 1, last = 1] = [sorted[0], sorted.at(-1)]
  const word = (day: number) => names[day - 1] ?? ''
  if (sorted.length > 2 && last - first === sorted.length - 1) return `${word(first)} to ${word(last)}`
  return sorted.map(word).join(', ')
}

/** "from Saturday 7 at 08:00 to Monday 9 at 08:00". */
export function gapWords({ from, until }: Gap): string {
  const at = (moment: Temporal.PlainDateTime) =>
    `${names[moment.dayOfWeek - 1]} ${moment.day} at ${moment.toPlainTime().toString({ smallestUnit: 'minute' })}`
  return until ? `from ${at(from)} to ${at(until)}` : `from ${at(from)} on`
}
