import { whyNotSettle } from '@alongside/shared/referrals/conversation'
import { settleUnhelped } from '@alongside/shared/referrals/conversation-addresses'
import { clockRuns } from '@alongside/shared/referrals/rules'
import type { Referral } from '@alongside/shared/referrals/schema'
import { InWords } from '../forms/in-words.tsx'
import { useCan } from '../session/session.tsx'
import { Due } from '../time/due.tsx'
import { Alert } from '../ui/alert.tsx'

/** REF-8: everybody has answered and nobody has her. The coordinator says what is done about it; everybody sees it meanwhile. */
export function Unhelped({ referral }: { referral: Referral }) {
  const settles = useCan('referrals:triage')
  if (whyNotSettle(referral) !== null || !clockRuns(referral.state, false)) return null
  return (
    <Alert variant="error" title="Everybody has answered, and nobody takes her on" heading>
      {settles ? (
        <>
          <p className="govuk-body">
            Find somebody who does {referral.unhelpedDueAt && <Due at={referral.unhelpedDueAt} />}. An agency
            that can help after all changes its answer here.
          </p>
          <InWords
            contract={settleUnhelped}
            said={{ params: { referralId: referral.id }, version: referral.version }}
            summary="Say what is done"
            asks={{
              key: 'words',
              label: 'Who helps her now, or what is done instead?',
              rows: 3,
              missing: 'Say what is done for her',
            }}
            button="Record it"
            under="/help-found"
          />
        </>
      ) : (
        <p className="govuk-body">
          The coordinator is asked to find who helps. Where she may not know of this referral, it is yours to
          ask another agency.
        </p>
      )}
    </Alert>
  )
}
