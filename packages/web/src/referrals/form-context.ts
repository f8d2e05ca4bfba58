import type { FormContext } from '@alongside/shared/referrals/completeness'
import { useMemo } from 'react'
import { usePartnership } from '../session/partnership.ts'
import { useSession } from '../session/session.tsx'

/** What the form's completeness depends on beside its answers, as the API sees it too. */
export function useFormContext(): FormContext {
  const { ruleSet, agencies, coordinatingAgencyId, timeZone } = usePartnership()
  const { acting, name: referrerName } = useSession()
  const ownAgencyId = acting?.agencyId ?? ''
  const today = Temporal.Now.plainDateISO(timeZone).toString()
  return useMemo(
    () => ({
      ruleSet,
      today,
      agencies: new Map(agencies.map(({ id, name }) => [id, name])),
      coordinatingAgencyId,
      ownAgencyId,
      referrerName,
    }),
    [ruleSet, today, agencies, coordinatingAgencyId, ownAgencyId, referrerName],
  )
}
