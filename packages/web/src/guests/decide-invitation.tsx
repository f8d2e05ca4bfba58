import { agreeInvitation, declineInvitation, withdrawInvitation } from '@alongside/shared/guests/addresses'
import type { GuestInvitation } from '@alongside/shared/guests/contract'
import { whyNotInvitation } from '@alongside/shared/guests/rules'
import { InWords } from '../forms/in-words.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'

/** The coordinator's word on a proposal, or an invitation taken back; the reason is told to who proposed it. */
export function DecideInvitation({ invitation }: { invitation: GuestInvitation }) {
  const agreeing = useSending(agreeInvitation)
  const said = { params: { invitationId: invitation.id }, version: invitation.version }
  if (!whyNotInvitation('agree', invitation.state))
    return (
      <>
        <Refused error={agreeing.error} attempt={agreeing.attempt} />
        <Button type="button" busy={agreeing.busy} onClick={() => agreeing.send({ ...said, body: {} })}>
          Agree and invite {invitation.name}
        </Button>
        <InWords
          contract={declineInvitation}
          said={said}
          summary="Do not agree"
          asks={{ key: 'reason', label: `Why does ${invitation.name} not come?`, missing: 'Say why' }}
          button="Do not agree"
          variant="secondary"
        />
      </>
    )
  if (!whyNotInvitation('withdraw', invitation.state))
    return (
      <InWords
        contract={withdrawInvitation}
        said={said}
        summary="Take the invitation back"
        asks={{
          key: 'reason',
          label: `Why is the invitation of ${invitation.name} taken back?`,
          missing: 'Say why',
        }}
        button="Take the invitation back"
        variant="secondary"
      />
    )
  return null
}
