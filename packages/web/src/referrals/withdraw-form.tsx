import { withdrawReferral } from '@alongside/shared/referrals/contract'
import { useState } from 'react'
import { missingIn } from '../sending/sending.ts'
import { Textarea } from '../ui/textarea.tsx'
import { type MoveProps, useMove } from './move.ts'
import { MoveForm } from './move-form.tsx'

export function WithdrawForm({ referral, onClose, onReread }: MoveProps) {
  const [reason, setReason] = useState('')
  const sending = useMove(withdrawReferral, {
    onDone: onClose,
    faultsIn: ({ body }) => missingIn(body, { reason: 'Say why you take it back' }),
  })
  const send = () =>
    sending.send({
      params: { referralId: referral.id },
      version: referral.version,
      body: { reason: reason.trim() },
    })
  return (
    <MoveForm
      sending={sending}
      submit="Withdraw it"
      variant="warning"
      onSubmit={send}
      onClose={onClose}
      onReread={onReread}
    >
      <p className="govuk-body">A withdrawn referral is not heard. To ask again, make a new one.</p>
      <Textarea
        name="/reason"
        error={sending.errorAt('/reason')}
        label="Why do you take it back?"
        rows={3}
        value={reason}
        onChange={setReason}
      />
    </MoveForm>
  )
}
