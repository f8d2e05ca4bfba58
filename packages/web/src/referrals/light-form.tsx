import { changeLight } from '@alongside/shared/referrals/contract'
import { whyNotChangeLight } from '@alongside/shared/referrals/rules'
import { type Light, lights } from '@alongside/shared/traffic-light/schema'
import { useState } from 'react'
import { missingIn } from '../sending/sending.ts'
import { useAsking } from '../session/session.tsx'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { type MoveProps, useMove } from './move.ts'
import { MoveForm } from './move-form.tsx'

const words = { red: 'Red', amber: 'Amber', green: 'Green' } as const

/** REF-6: anyone who sees it may raise the light; only who triages lowers it. */
export function LightForm({ referral, onClose, onReread }: MoveProps) {
  const from = referral.light ?? 'green'
  const asking = useAsking()
  const open = lights.filter((to) => whyNotChangeLight(referral, asking, to) === null)
  const [light, setLight] = useState<Light | ''>('')
  const [reason, setReason] = useState('')
  const sending = useMove(changeLight, {
    onDone: onClose,
    faultsIn: ({ body }) => [
      ...(light === '' ? [{ pointer: '/light', code: 'missing', detail: 'Choose the light' }] : []),
      ...missingIn(body, { reason: 'Say why' }),
    ],
  })
  const send = () =>
    sending.send({
      params: { referralId: referral.id },
      version: referral.version,
      body: { light: light === '' ? from : light, reason: reason.trim() },
    })
  return (
    <MoveForm
      sending={sending}
      submit="Change the light"
      onSubmit={send}
      onClose={onClose}
      onReread={onReread}
    >
      {open.length === 0 && (
        <p className="govuk-body">It is red already. Only the coordinator lowers a light.</p>
      )}
      <Radios
        name="/light"
        error={sending.errorAt('/light')}
        label={`It is ${from} now. What should it be?`}
        hint="A raised light shortens the time to answer, counted from submission. The computed light stays on record."
        inline
        options={open.map((to) => ({ value: to, label: words[to] }))}
        value={light}
        onChange={setLight}
      />
      <Textarea
        name="/reason"
        error={sending.errorAt('/reason')}
        label="Why?"
        rows={3}
        value={reason}
        onChange={setReason}
      />
    </MoveForm>
  )
}
