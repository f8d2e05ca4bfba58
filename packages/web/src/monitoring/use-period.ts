import {
  type Period,
  periodOf,
  periodPattern,
  periodsBetween,
  periodWords,
  quarterOf,
} from '@alongside/shared/monitoring/periods'
import { useCalendar, usePartnership } from '../session/partnership.ts'
import { today } from '../time/local.ts'

/** The period of an address; the quarter that runs, where it names none. */
export function usePeriod(asked: string | undefined): Period {
  const calendar = useCalendar()
  return asked !== undefined && new RegExp(periodPattern).test(asked)
    ? periodOf(asked)
    : quarterOf(today(calendar))
}

/** Since the partnership was founded, newest first; `ended`: those alone whose last day has passed. */
export function usePeriods({ ended }: { ended: boolean }): Period[] {
  const { foundedOn } = usePartnership()
  const now = today(useCalendar())
  return periodsBetween(foundedOn, now).filter(({ until }) => !ended || until <= now)
}

/** "January to March 2026", "The year April 2025 to March 2026". */
export const choiceWords = (period: Period): string =>
  period.kind === 'year' ? `The year ${periodWords(period)}` : periodWords(period)
