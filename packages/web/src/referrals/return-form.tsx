import { returnReferral } from '@alongside/shared/referrals/contract'
import { useState } from 'react'
import { missingIn } from '../sending/sending.ts'
import { Textarea } from '../ui/textarea.tsx'
import { type MoveProps, useMove } from './move.ts'
import { MoveForm } from './move-form.tsx'

/** REF-5: back to the referrer with what is asked; nothing that was written is lost. */
export function ReturnForm({ referral, onClose, onReread }: MoveProps) {
  const [asks, setAsks] = useState('')
  const sending = useMove(returnReferral, {
    onDone: onClose,
    faultsIn: ({ body }) => missingIn(body, { asks: 'Say what you ask for' }),
  })
  const send = () =>
    sending.send({
      params: { referralId: referral.id },
      version: referral.version,
      body: { asks: asks.trim() },
    })
  return (
    <MoveForm sending={sending} submit="Return it" onSubmit={send} onClose={onClose} onReread={onReread}>
      <Textarea
        name="/asks"
        error={sending.errorAt('/asks')}
        label="What do you ask the referrer for?"
        rows={4}
        value={asks}
        onChange={setAsks}
      />
    </MoveForm>
  )
}
