import { respondToReferral } from '@alongside/shared/referrals/contract'
import { wordsAsked } from '@alongside/shared/referrals/responses'
import { type ResponseKind } from '@alongside/shared/referrals/schema'
import { useState } from 'react'
import { useKept } from '../autosave/use-kept.ts'
import { missingIn } from '../sending/sending.ts'
import { useSession } from '../session/session.tsx'
import { Radios } from '../ui/radios.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { type MoveProps, useMove } from './move.ts'
import { MoveForm } from './move-form.tsx'

/** What each answer asks to be said with it (REF-8). */
const kinds: Record<ResponseKind, { label: string; asks: string }> = {
  accepted: { label: 'We take it on', asks: 'What happens next? (optional)' },
  'accepted onto a waiting list': {
    label: 'We take it onto our waiting list',
    asks: 'How long may it be, and what can be done until then? (optional)',
  },
  'more information needed': {
    label: 'We need to know more',
    asks: 'What do you need to know?',
  },
  'better placed elsewhere': {
    label: 'She is better placed elsewhere',
    asks: 'Where? Name the service and how to reach it',
  },
  'not able to help now': { label: 'We are not able to help now', asks: 'Why?' },
}

/** REF-8: my agency’s answer. It names a worker, stops the clock and is told to the referrer. */
export function RespondForm({ referral, onClose, onReread }: MoveProps) {
  const { name } = useSession()
  const [empty] = useState({ response: '' as ResponseKind | '', worker: name, words: '' })
  const [typed, type, clear] = useKept(
    `response ${referral.id}`,
    `Answer to referral ${referral.reference}, not sent yet`,
    empty,
  )
  const { response, worker, words } = typed
  const kind = response === '' ? undefined : kinds[response]
  const sending = useMove(respondToReferral, {
    onDone: () => {
      clear()
      onClose()
    },
    faultsIn: ({ body }) => [
      ...(response === '' ? [{ pointer: '/response', code: 'missing', detail: 'Choose your answer' }] : []),
      ...missingIn(body, { worker: 'Name the worker whom the referrer can reach' }),
      ...(kind && response !== '' && wordsAsked[response] && words.trim() === ''
        ? [{ pointer: '/words', code: 'missing', detail: kind.asks }]
        : []),
    ],
  })
  const send = () =>
    sending.send({
      params: { referralId: referral.id },
      version: referral.version,
      body: {
        response: response === '' ? 'accepted' : response,
        worker: worker.trim(),
        ...(words.trim() && { words: words.trim() }),
      },
    })
  return (
    <MoveForm
      sending={sending}
      submit="Send the answer"
      onSubmit={send}
      onClose={onClose}
      onReread={onReread}
    >
      <Radios
        name="/response"
        error={sending.errorAt('/response')}
        label="Your agency’s answer"
        options={(Object.keys(kinds) as ResponseKind[]).map((value) => ({
          value,
          label: kinds[value].label,
        }))}
        value={response}
        onChange={(answer) => type({ ...typed, response: answer })}
      />
      <TextInput
        name="/worker"
        error={sending.errorAt('/worker')}
        label="Who is the worker?"
        hint="Whom the referrer can reach about this."
        width={20}
        autoComplete="off"
        value={worker}
        onChange={(who) => type({ ...typed, worker: who })}
      />
      <Textarea
        name="/words"
        error={sending.errorAt('/words')}
        label={kind?.asks ?? 'A few words'}
        rows={4}
        value={words}
        onChange={(said) => type({ ...typed, words: said })}
      />
    </MoveForm>
  )
}
