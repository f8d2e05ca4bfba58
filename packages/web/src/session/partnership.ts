import { workingCalendar } from '@alongside/shared/calendar'
import { readPartnership } from '@alongside/shared/partnerships/addresses'
import type { Partnership } from '@alongside/shared/partnerships/contract'
import { createContext, useContext, useMemo } from 'react'
import { useRead } from '../client/hooks.ts'

const minutes = 60_000

export const useReadPartnership = (enabled: boolean) =>
  useRead(readPartnership, {}, { enabled, staleTime: 10 * minutes })

export const PartnershipContext = createContext<Partnership | null>(null)

/** The partnership that I act in, read before any page is shown. */
export function usePartnership(): Partnership {
  const partnership = useContext(PartnershipContext)
  if (!partnership) throw new Error('usePartnership stands outside of a partnership')
  return partnership
}

/** Its time zone and the bank holidays of its division. */
export function useCalendar() {
  const { timeZone, bankHolidays } = usePartnership()
  return useMemo(() => workingCalendar(timeZone, bankHolidays), [timeZone, bankHolidays])
}

/** The name of an agency by its id; a plain word for one that has left. */
export function useAgencyName(): (agencyId: string) => string {
  const { agencies } = usePartnership()
  return useMemo(() => {
    const names = new Map(agencies.map(({ id, name }) => [id, name]))
    return (agencyId) => names.get(agencyId) ?? 'An agency that has left'
  }, [agencies])
}
