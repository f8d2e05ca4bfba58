import {
  agreeInvitation,
  declineInvitation,
  type GuestInvitation,
  withdrawInvitation,
} from '@alongside/shared/guests/contract'
import { whyNotInvitation } from '@alongside/shared/guests/rules'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Textarea } from '../ui/textarea.tsx'

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
        <WithReason
          invitation={invitation}
          contract={declineInvitation}
          summary="Do not agree"
          label={`Why does ${invitation.name} not come?`}
        />
      </>
    )
  if (!whyNotInvitation('withdraw', invitation.state))
    return (
      <WithReason
        invitation={invitation}
        contract={withdrawInvitation}
        summary="Take the invitation back"
        label={`Why is the invitation of ${invitation.name} taken back?`}
      />
    )
  return null
}

interface WithReasonProps {
  invitation: GuestInvitation
  contract: typeof declineInvitation | typeof withdrawInvitation
  summary: string
  label: string
}

function WithReason({ invitation, contract, summary, label }: WithReasonProps) {
  const [reason, setReason] = useState('')
  const sending = useSending(contract, {
    faultsIn: ({ body }) => missingIn(body, { reason: 'Say why' }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sending.send({
      params: { invitationId: invitation.id },
      version: invitation.version,
      body: { reason: reason.trim() },
    })
  }
  return (
    <Details summary={summary}>
      <form onSubmit={submit} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} />
        <Textarea
          name="/reason"
          label={label}
          rows={2}
          error={sending.errorAt('/reason')}
          value={reason}
          onChange={setReason}
        />
        <Button variant="secondary" busy={sending.busy}>
          {summary}
        </Button>
      </form>
    </Details>
  )
}
