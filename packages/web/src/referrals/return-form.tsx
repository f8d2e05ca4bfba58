import { returnReferral } from '@alongside/shared/referrals/addresses'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Textarea } from '../ui/textarea.tsx'
import { type MoveProps, useMove } from './move.ts'
import { MoveForm } from './move-form.tsx'

/** REF-5: back to the referrer with what is asked; nothing that was written is lost. */
export function ReturnForm(move: MoveProps) {
  const form = useMove(returnReferral, move, {
    ...useKeptTyping(`return ${move.referral.id}`, 'What a referrer is asked for, not sent yet', {
      asks: '',
    }),
    needed: { asks: 'Say what you ask for' },
    body: (typed) => typed,
  })
  return (
    <MoveForm form={form} move={move} submit="Return it">
      <p className="govuk-body">
        {move.referral.agencyName} is told what you ask and mends the form; nothing that was written is lost.
        Your clock rests until it comes back; the agencies’ clocks run on. You can take it back for ten
        minutes, as long as nobody has acted on it.
      </p>
      <Textarea {...form.field('asks')} label="What do you ask the referrer for?" rows={4} />
    </MoveForm>
  )
}
