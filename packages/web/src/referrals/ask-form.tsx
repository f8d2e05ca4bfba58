import { mustSayMeanwhile } from '@alongside/shared/referrals/conversation'
import { askReferrer } from '@alongside/shared/referrals/conversation-addresses'
import { useState } from 'react'
import { useKept } from '../autosave/use-kept.ts'
import { answered } from '../forms/use-form.ts'
import { Textarea } from '../ui/textarea.tsx'
import { type MoveProps, useMove } from './move.ts'
import { MoveForm } from './move-form.tsx'

/** REF-13: we need to know more. The clock rests; a question is no answer. */
export function AskForm(move: MoveProps) {
  const { referral } = move
  const must = mustSayMeanwhile(referral.light)
  const [empty] = useState({ questions: '', meanwhile: '' })
  const { field, ...form } = useMove(askReferrer, move, {
    start: empty,
    state: useKept(
      `question ${referral.id}`,
      `Question about referral ${referral.reference}, not sent yet`,
      empty,
    ),
    needed: {
      questions: 'Say what you need to know',
      ...(must && { meanwhile: 'Say what you do until you have the answer' }),
    },
    body: ({ questions, meanwhile }) => ({ questions, ...answered({ meanwhile }) }),
  })
  return (
    <MoveForm form={form} move={move} submit={`Ask ${referral.agencyName}`}>
      <p className="govuk-body">
        {must
          ? 'While you ask, your clock rests for at most two hours. Then it runs again, answered or not.'
          : 'While you ask, your clock rests, at most twice and together no longer than your time to answer.'}
      </p>
      <Textarea {...field('questions')} label="What do you need to know?" rows={3} />
      <Textarea
        {...field('meanwhile')}
        label={must ? 'What do you do for her meanwhile?' : 'What do you do for her meanwhile? (optional)'}
        rows={2}
      />
    </MoveForm>
  )
}
