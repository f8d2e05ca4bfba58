import type { Gap } from '@alongside/shared/oncall/rules'
import { dayNames } from '@alongside/shared/oncall/words'

/** ISO: 1 is Monday. As the choices of a form: their values are texts. */
export const dayChoices = dayNames.map((label, at) => ({ value: String(at + 1), label }))

/** "from Saturday 7 at 08:00 to Monday 9 at 08:00". */
export function gapWords({ from, until }: Gap): string {
  const at = (moment: Temporal.PlainDateTime) =>
    `${dayNames[moment.dayOfWeek - 1]} ${moment.day} at ${moment.toPlainTime().toString({ smallestUnit: 'minute' })}`
  return until ? `from ${at(from)} to ${at(until)}` : `from ${at(from)} on`
}
