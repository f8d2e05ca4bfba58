import type { MeetingRule } from '@alongside/shared/partnerships/contract'

export const weekOptions = [
  { week: 1, label: 'First' },
  { week: 2, label: 'Second' },
  { week: 3, label: 'Third' },
  { week: 4, label: 'Fourth' },
  { week: 'last', label: 'Last' },
] as const

export const weekdayOptions = [
  { weekday: 1, label: 'Monday' },
  { weekday: 2, label: 'Tuesday' },
  { weekday: 3, label: 'Wednesday' },
  { weekday: 4, label: 'Thursday' },
  { weekday: 5, label: 'Friday' },
] as const

/** "the second Thursday, 10:00". */
export function ruleWords({ week, weekday, time }: Pick<MeetingRule, 'week' | 'weekday' | 'time'>): string {
  const which = weekOptions.find((option) => option.week === week)?.label.toLowerCase()
  const day = weekdayOptions.find((option) => option.weekday === weekday)?.label
  return `the ${which} ${day}, ${time}`
}
