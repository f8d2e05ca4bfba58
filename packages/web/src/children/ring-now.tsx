import { isChildAtRisk } from '@alongside/shared/children/rules'
import type { ChildSaid } from '@alongside/shared/children/schema'
import { WhomToTell } from '../safeguarding/whom-to-tell.tsx'

/** SAF-1: whom to ring, before anything is sent. */
export const RingNow = ({ child }: { child: ChildSaid }) =>
  isChildAtRisk(child) && (
    <>
      <p className="govuk-body">
        <strong>Tell children’s social care at once: the call waits for nothing here.</strong> In immediate
        danger call 999. What you send here puts it on the case until it is recorded that they were told.
      </p>
      <WhomToTell kind="child" />
    </>
  )
