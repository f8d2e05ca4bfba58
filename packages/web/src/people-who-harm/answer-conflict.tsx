import { answerConflict } from '@alongside/shared/people-who-harm/addresses'
import { conflictFaults } from '@alongside/shared/people-who-harm/rules'
import type { ConflictAnswer } from '@alongside/shared/people-who-harm/values'
import { conflictAnswerWords } from '@alongside/shared/people-who-harm/words'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { answered, useForm } from '../forms/use-form.ts'
import { Button } from '../ui/button.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'

interface Props {
  personId: string
  onDone?: (done: { caseId: string; answer: ConflictAnswer }) => void
}

/** HRM-1: whether somebody is known to my agency. The newest answer counts. */
export function AnswerConflict({ personId, onDone }: Props) {
  const { field, values, ...form } = useForm(answerConflict, {
    ...useKeptTyping(`conflict ${personId}`, 'Whether somebody is known to your agency, not answered yet', {
      answer: '' as ConflictAnswer | '',
      words: '',
    }),
    needed: { answer: 'Say whether this person is known to you' },
    faultsIn: conflictFaults,
    said: ({ answer, words }) => ({
      params: { personWhoHarmsId: personId },
      body: { answer, ...answered({ words }) },
    }),
    ...(onDone && { onSuccess: onDone }),
    under: `/checks/${personId}`,
  })
  return (
    <Form form={form} className="app-narrow">
      <Radios
        {...field('answer')}
        label="Is this person known to your agency?"
        options={optionsOf(conflictAnswerWords)}
      />
      {(values.answer === 'works_with_him' || values.answer === 'stand_aside') && (
        <Textarea
          {...field('words')}
          label={
            values.answer === 'works_with_him' ? 'How do you work with this person?' : 'In words (optional)'
          }
          rows={2}
        />
      )}
      <Button busy={form.busy}>Answer</Button>
    </Form>
  )
}
