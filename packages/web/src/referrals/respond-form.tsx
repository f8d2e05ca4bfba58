import { respondToReferral } from '@alongside/shared/referrals/addresses'
import { useState } from 'react'
import { useKept } from '../autosave/use-kept.ts'
import { answered } from '../forms/use-form.ts'
import { useSession } from '../session/session.tsx'
import { type MoveProps, useMove } from './move.ts'
import { MoveForm } from './move-form.tsx'
import {
  faultsInResponse,
  neededInResponse,
  ResponseFields,
  type ResponseValues,
} from './response-fields.tsx'

/** REF-8: my agency’s answer. It names a worker, stops the clock and is told to the referrer. */
export function RespondForm(move: MoveProps) {
  const { referral } = move
  const { name } = useSession()
  const [empty] = useState<ResponseValues>({ response: '', worker: name, words: '' })
  const { field, ...form } = useMove(respondToReferral, move, {
    start: empty,
    state: useKept(
      `response ${referral.id}`,
      `Answer to referral ${referral.reference}, not sent yet`,
      empty,
    ),
    needed: neededInResponse,
    faultsIn: faultsInResponse,
    body: ({ response, worker, words }) => ({ response, worker, ...answered({ words }) }),
  })
  return (
    <MoveForm form={form} move={move} submit="Send the answer">
      <p className="govuk-body">
        {referral.agencyName} is told at once and your clock stops. You can change the answer later, with the
        reason.
      </p>
      <ResponseFields
        fields={{ response: field('response'), worker: field('worker'), words: field('words') }}
      />
    </MoveForm>
  )
}
