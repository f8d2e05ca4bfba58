import { declineReferral } from '@alongside/shared/referrals/contract'
import { useState } from 'react'
import { missingIn } from '../sending/sending.ts'
import { Textarea } from '../ui/textarea.tsx'
import { type MoveProps, useMove } from './move.ts'
import { MoveForm } from './move-form.tsx'

/** Not for the meeting: why, and where she is better placed. The referrer is told. */
export function DeclineForm({ referral, onClose, onReread }: MoveProps) {
  const [reason, setReason] = useState('')
  const [betterPlaced, setBetterPlaced] = useState('')
  const sending = useMove(declineReferral, {
    onDone: onClose,
    faultsIn: ({ body }) => missingIn(body, { reason: 'Say why it is not for the meeting' }),
  })
  const send = () =>
    sending.send({
      params: { referralId: referral.id },
      version: referral.version,
      body: { reason: reason.trim(), ...(betterPlaced.trim() && { betterPlaced: betterPlaced.trim() }) },
    })
  return (
    <MoveForm
      sending={sending}
      submit="Decline"
      variant="warning"
      onSubmit={send}
      onClose={onClose}
      onReread={onReread}
    >
      <Textarea
        name="/reason"
        error={sending.errorAt('/reason')}
        label="Why is it not for the meeting?"
        rows={3}
        value={reason}
        onChange={setReason}
      />
      <Textarea
        name="/betterPlaced"
        error={sending.errorAt('/betterPlaced')}
        label="Where is she better placed? (optional)"
        hint="A service, with when and how to reach it."
        rows={2}
        value={betterPlaced}
        onChange={setBetterPlaced}
      />
    </MoveForm>
  )
}
