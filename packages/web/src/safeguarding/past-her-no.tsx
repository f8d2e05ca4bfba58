import { listLimits } from '@alongside/shared/limits/addresses'
import type { FrontDoor } from '@alongside/shared/safeguarding/front-door-schema'
import { useRead } from '../client/hooks.ts'
import { usePartnership } from '../session/partnership.ts'
import { WarningText } from '../ui/warning-text.tsx'

/** ACC-8: before it is opened, what she said of the very agency that is to be told, as far as it is seen here. */
export function PastHerNo({ caseId, kind }: { caseId: string; kind: FrontDoor['kind'] }) {
  const { frontDoors } = usePartnership()
  const { agencyId } = frontDoors[kind]
  const limits = useRead(listLimits, { params: { caseId } }, { enabled: agencyId !== null })
  const no = limits.data?.items.find(
    (limit) => limit.kind === 'agency' && limit.agencyId === agencyId && !limit.liftedAt,
  )
  if (!no) return null
  return (
    <WarningText>
      She said no to {no.agencyName}.{' '}
      {kind === 'child'
        ? 'A child’s safety goes past it: they are told all the same. Where it is safe, tell her so first.'
        : 'They are not told here. Ring them where the risk outweighs her no, and record why.'}
    </WarningText>
  )
}
