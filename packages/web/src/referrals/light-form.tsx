import { changeLight } from '@alongside/shared/referrals/addresses'
import { whyNotChangeLight } from '@alongside/shared/referrals/rules'
import type { Light } from '@alongside/shared/traffic-light/schema'
import { lights } from '@alongside/shared/traffic-light/values'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { useAsking } from '../session/session.tsx'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { type MoveProps, useMove } from './move.ts'
import { MoveForm } from './move-form.tsx'

const words = { red: 'Red', amber: 'Amber', green: 'Green' } as const

/** REF-6: anyone who sees it may raise the light; only who triages lowers it. */
export function LightForm(move: MoveProps) {
  const { referral } = move
  const from = referral.light ?? 'green'
  const asking = useAsking()
  const open = lights.filter((to) => whyNotChangeLight(referral, asking, to) === null)
  const form = useMove(changeLight, move, {
    ...useKeptTyping(`light ${move.referral.id}`, 'Why a light changes, not sent yet', {
      light: '' as Light | '',
      reason: '',
    }),
    needed: { light: 'Choose the light', reason: 'Say why' },
    body: (typed) => typed,
  })
  return (
    <MoveForm form={form} move={move} submit="Change the light">
      {open.length === 0 && (
        <p className="govuk-body">It is red already. Only the coordinator lowers a light.</p>
      )}
      <Radios
        {...form.field('light')}
        label={`It is ${from} now. What should it be?`}
        hint="A raised light shortens the time to answer, counted from submission. The computed light stays on record."
        inline
        options={open.map((to) => ({ value: to, label: words[to] }))}
      />
      <Textarea {...form.field('reason')} label="Why?" rows={3} />
    </MoveForm>
  )
}
