export const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** "Every day", "Monday to Friday", "Monday, Saturday". */
export function daysWords(days: readonly number[]): string {
  if (days.length === 7) return 'Every day'
  const sorted = days.toSorted((a, b) => a - b)
  const [first = 1, last = 1] = [sorted[0], sorted.at(-1)]
  const word = (day: number) => dayNames[day - 1] ?? ''
  if (sorted.length > 2 && last - first === sorted.length - 1) return `${word(first)} to ${word(last)}`
  return sorted.map(word).join(', ')
}

/** «17:00 to 09:00», «Day and night». */
export const hoursWords = ({ from, until }: { from: string; until: string }): string =>
  from === until ? 'Day and night' : `${from} to ${until}`
