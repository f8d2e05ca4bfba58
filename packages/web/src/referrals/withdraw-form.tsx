import { withdrawReferral } from '@alongside/shared/referrals/addresses'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Textarea } from '../ui/textarea.tsx'
import { type MoveProps, useMove } from './move.ts'
import { MoveForm } from './move-form.tsx'

export function WithdrawForm(move: MoveProps) {
  const form = useMove(withdrawReferral, move, {
    ...useKeptTyping(`withdraw ${move.referral.id}`, 'Why a referral is withdrawn, not sent yet', {
      reason: '',
    }),
    needed: { reason: 'Say why you take it back' },
    body: (typed) => typed,
  })
  return (
    <MoveForm form={form} move={move} submit="Withdraw it" variant="warning">
      <p className="govuk-body">A withdrawn referral is not heard. To ask again, make a new one.</p>
      <Textarea {...form.field('reason')} label="Why do you take it back?" rows={3} />
    </MoveForm>
  )
}
