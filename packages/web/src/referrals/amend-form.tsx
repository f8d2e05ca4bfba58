import { amendResponse } from '@alongside/shared/referrals/conversation-addresses'
import { whyNotAmendWhileHeld } from '@alongside/shared/referrals/responses'
import { useState } from 'react'
import { useKept } from '../autosave/use-kept.ts'
import { answered } from '../forms/use-form.ts'
import { reasonOf } from '../sending/reason.ts'
import { useAsking, useSession } from '../session/session.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { type MoveProps, useMove } from './move.ts'
import { MoveForm } from './move-form.tsx'
import {
  faultsInResponse,
  neededInResponse,
  ResponseFields,
  type ResponseValues,
} from './response-fields.tsx'

/** REF-8: puts my agency’s answer right. The earlier one stays with it. */
export function AmendForm(move: MoveProps) {
  const { referral } = move
  const { name } = useSession()
  const { agencyId } = useAsking()
  const mine = referral.recipients.find((one) => one.agencyId === agencyId && !one.forMeeting)
  const [empty] = useState<ResponseValues & { reason: string }>({
    response: '',
    worker: mine?.worker ?? name,
    words: '',
    reason: '',
  })
  const { field, ...form } = useMove(amendResponse, move, {
    start: empty,
    state: useKept(
      `changed response ${referral.id}`,
      `Changed answer to referral ${referral.reference}, not sent yet`,
      empty,
    ),
    needed: { ...neededInResponse, reason: 'Say why the answer changes' },
    faultsIn: faultsInResponse,
    body: ({ response, worker, words, reason }) => ({ response, worker, reason, ...answered({ words }) }),
  })
  const { response } = form.values
  const stopped = response && reasonOf(whyNotAmendWhileHeld(mine?.response ?? null, response, referral.rests))
  return (
    <MoveForm form={{ ...form, stopped: stopped || undefined }} move={move} submit="Change the answer">
      <p className="govuk-body">
        {referral.agencyName} is told at once. What you answered before stays on record, with the reason.
      </p>
      <ResponseFields
        fields={{ response: field('response'), worker: field('worker'), words: field('words') }}
      />
      <Textarea {...field('reason')} label="Why does the answer change?" rows={2} />
    </MoveForm>
  )
}
