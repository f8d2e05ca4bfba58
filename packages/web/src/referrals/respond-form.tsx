import { respondToReferral } from '@alongside/shared/referrals/addresses'
import { wordsAsked } from '@alongside/shared/referrals/responses'
import type { ResponseKind } from '@alongside/shared/referrals/schema'
import { useState } from 'react'
import { useKept } from '../autosave/use-kept.ts'
import { answered } from '../forms/use-form.ts'
import { useSession } from '../session/session.tsx'
import { Radios } from '../ui/radios.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { type MoveProps, useMove } from './move.ts'
import { MoveForm } from './move-form.tsx'

/** What each answer asks to be said with it (REF-8). */
const kinds: Record<ResponseKind, { label: string; asks: string }> = {
  accepted: { label: 'We take it on', asks: 'What happens next? (optional)' },
  accepted_onto_waiting_list: {
    label: 'We take it onto our waiting list',
    asks: 'How long may it be, and what can be done until then? (optional)',
  },
  more_information_needed: {
    label: 'We need to know more',
    asks: 'What do you need to know?',
  },
  better_placed_elsewhere: {
    label: 'She is better placed elsewhere',
    asks: 'Where? Name the service and how to reach it',
  },
  not_able_to_help_now: { label: 'We are not able to help now', asks: 'Why?' },
}

/** REF-8: my agency’s answer. It names a worker, stops the clock and is told to the referrer. */
export function RespondForm(move: MoveProps) {
  const { referral } = move
  const { name } = useSession()
  const [empty] = useState({ response: '' as ResponseKind | '', worker: name, words: '' })
  const { field, values, ...form } = useMove(respondToReferral, move, {
    start: empty,
    state: useKept(
      `response ${referral.id}`,
      `Answer to referral ${referral.reference}, not sent yet`,
      empty,
    ),
    needed: { response: 'Choose your answer', worker: 'Name the worker whom the referrer can reach' },
    faultsIn: ({ response, words }) =>
      response !== '' && wordsAsked[response] && words === ''
        ? [{ pointer: '/words', code: 'missing', detail: kinds[response].asks }]
        : [],
    body: ({ response, worker, words }) => ({ response, worker, ...answered({ words }) }),
  })
  return (
    <MoveForm form={form} move={move} submit="Send the answer">
      <Radios
        {...field('response')}
        label="Your agency’s answer"
        options={(Object.keys(kinds) as ResponseKind[]).map((value) => ({
          value,
          label: kinds[value].label,
        }))}
      />
      <TextInput
        {...field('worker')}
        label="Who is the worker?"
        hint="Whom the referrer can reach about this."
        width={20}
        autoComplete="off"
      />
      <Textarea
        {...field('words')}
        label={values.response === '' ? 'A few words' : kinds[values.response].asks}
        rows={4}
      />
    </MoveForm>
  )
}
