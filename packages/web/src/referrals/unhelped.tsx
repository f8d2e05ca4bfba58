import { whyNotSettle } from '@alongside/shared/referrals/conversation'
import { settleUnhelped } from '@alongside/shared/referrals/conversation-addresses'
import { clockRuns } from '@alongside/shared/referrals/rules'
import type { Referral } from '@alongside/shared/referrals/schema'
import { Link } from '@tanstack/react-router'
import { InWords } from '../forms/in-words.tsx'
import { paths } from '../paths.ts'
import { usePartnership } from '../session/partnership.ts'
import { useAsking, useCan } from '../session/session.tsx'
import { Due } from '../time/due.tsx'
import { Alert } from '../ui/alert.tsx'
import { CoordinatorAnswers } from './whom-to-ring.tsx'

/** REF-8: everybody has answered and nobody has her. The coordinator says what is done about it; everybody sees it meanwhile. */
export function Unhelped({ referral }: { referral: Referral }) {
  const settles = useCan('referrals:triage')
  const { noun } = usePartnership()
  const { agencyId } = useAsking()
  const hers = referral.own || referral.agencyId === agencyId
  const afterAll = referral.rests
    ? 'While work on this case rests no agency takes it on.'
    : 'An agency that can help after all changes its answer here.'
  if (whyNotSettle(referral) !== null || !clockRuns(referral.state, false)) return null
  return (
    <Alert variant="error" title="Everybody has answered, and nobody takes her on" heading>
      {settles ? (
        <>
          <p className="govuk-body">
            Find somebody who does {referral.unhelpedDueAt && <Due at={referral.unhelpedDueAt} />}. {afterAll}
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
          />
        </>
      ) : (
        <>
          <p className="govuk-body">
            The coordinator is asked to find an agency that helps this {noun}
            {referral.unhelpedDueAt && (
              <>
                {' '}
                <Due at={referral.unhelpedDueAt} />
              </>
            )}
            . {afterAll}
          </p>
          {hers && (
            <>
              <h3 className="govuk-heading-s govuk-!-margin-bottom-1">What you can do</h3>
              <ul className="govuk-list govuk-list--bullet">
                <li>
                  Ring the coordinator
                  <CoordinatorAnswers referralId={referral.id} />
                </li>
                <li>
                  <Link {...paths.newReferral} className="govuk-link">
                    Refer to another agency
                  </Link>
                  , also where the coordinator may not know of this referral
                </li>
                <li>In danger now: 999.</li>
              </ul>
            </>
          )}
        </>
      )}
    </Alert>
  )
}
