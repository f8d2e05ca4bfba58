import type { ReferralSummary } from '@alongside/shared/referrals/schema'
import { Tag } from '../ui/tag.tsx'

const words = { child: 'Child at risk, not told yet', adult: 'Adult at risk, not told yet' } as const

/** SAF-1, SAF-2: in a row, until it is recorded that they were told. */
export const Untold = ({ kinds }: { kinds: ReferralSummary['safeguarding'] }) =>
  kinds.map((kind) => (
    <Tag key={kind} colour="red">
      {words[kind]}
    </Tag>
  ))
