import { declineReferral } from '@alongside/shared/referrals/addresses'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { answered } from '../forms/use-form.ts'
import { Textarea } from '../ui/textarea.tsx'
import { type MoveProps, useMove } from './move.ts'
import { MoveForm } from './move-form.tsx'

/** Not for the meeting: why, and where she is better placed. The referrer is told. */
export function DeclineForm(move: MoveProps) {
  const form = useMove(declineReferral, move, {
    ...useKeptTyping(`decline ${move.referral.id}`, 'Why a referral is declined, not sent yet', {
      reason: '',
      betterPlaced: '',
    }),
    needed: { reason: 'Say why it is not for the meeting' },
    body: ({ reason, betterPlaced }) => ({ reason, ...answered({ betterPlaced }) }),
  })
  return (
    <MoveForm form={form} move={move} submit="Decline" variant="warning">
      <p className="govuk-body">
        {move.referral.agencyName} is told why, and she does not come to the meeting; agencies that are asked
        too still answer. You can take it back for ten minutes, as long as nobody has acted on it.
      </p>
      <Textarea {...form.field('reason')} label="Why is it not for the meeting?" rows={3} />
      <Textarea
        {...form.field('betterPlaced')}
        label="Where is she better placed? (optional)"
        hint="A service, with when and how to reach it."
        rows={2}
      />
    </MoveForm>
  )
}
