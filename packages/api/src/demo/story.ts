import { atLocalTime, isWorkingDay, localDate, type WorkingCalendar } from '@alongside/shared/calendar'
import type { Caller } from '../in-process.ts'
import type { AgencyName, PersonName } from './cast.ts'
import type { Chance } from './chance.ts'
import type { Diary } from './diary.ts'

/** One partnership as it is lived through: who acts in it, by which calendar, and what is to become of whom. */
export interface Story {
  diary: Diary
  chance: Chance
  calendar: WorkingCalendar
  agencies: Partial<Record<AgencyName, string>>
  callers: Partial<Record<PersonName, Caller>>
  /** Account ids, for actions that are one person’s. */
  accounts: Partial<Record<PersonName, string>>
  /** Cases that the next meeting puts off, with the reason. */
  toPutOff: Map<string, string>
}

/** Who comes for which agency: the lead, else the second. */
export const attendees: Record<AgencyName, readonly PersonName[]> = {
  lantern: ['coordinator', 'chair'],
  police: ['police'],
  health: ['health'],
  clinic: ['clinic'],
  housing: ['housing', 'lettings'],
  drugs: ['drugs'],
  adults: ['adults'],
  children: ['children'],
  probation: ['probation'],
}

export function as({ callers }: Story, name: PersonName): Caller {
  const caller = callers[name]
  if (!caller) throw new Error(`${name} is not in this partnership`)
  return caller
}

export const agencyIds = ({ agencies }: Story, names: readonly AgencyName[]): string[] =>
  names.flatMap((name) => agencies[name] ?? [])

export const agencyNamed = ({ agencies }: Story, id: string): AgencyName | undefined =>
  (Object.keys(agencies) as AgencyName[]).find((name) => agencies[name] === id)

export const today = ({ diary, calendar }: Story): Temporal.PlainDate =>
  localDate(calendar, Temporal.Instant.from(diary.now()))

/** That day, or the first working day after it, at a local time. */
export function atWork({ calendar }: Story, date: Temporal.PlainDate, time: string): Temporal.Instant {
  let day = date
  while (!isWorkingDay(calendar, day)) day = day.add({ days: 1 })
  return atLocalTime(calendar, day, time)
}

/** Some time between nine and five. */
export const officeHour = ({ chance }: Story): string =>
  `${String(chance.from(9, 16)).padStart(2, '0')}:${String(chance.from(0, 59)).padStart(2, '0')}`

export const hoursAfter = (at: string, hours: number): string =>
  new Date(Date.parse(at) + hours * 3_600_000).toISOString()
