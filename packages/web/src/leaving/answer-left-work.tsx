import { answerLeftWork } from '@alongside/shared/leaving/addresses'
import type { LeftWork } from '@alongside/shared/leaving/contract'
import { leftWorkAnswersTo } from '@alongside/shared/leaving/rules'
import type { LeftWorkAnswer } from '@alongside/shared/leaving/values'
import { leftWorkWords } from '@alongside/shared/leaving/words'
import type { Member } from '@alongside/shared/partnerships/contract'
import { roleWords } from '@alongside/shared/partnerships/words'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { answered, useForm } from '../forms/use-form.ts'
import { Button } from '../ui/button.tsx'
import { Radios } from '../ui/radios.tsx'
import { Select } from '../ui/select.tsx'
import { Textarea } from '../ui/textarea.tsx'

const words: Record<LeftWorkAnswer, { label: string; hint?: string }> = {
  handed_over: { label: 'A colleague takes it', hint: 'They are told of it at once.' },
  left: { label: 'It is left' },
}

const buttonWords = { handed_over: 'Hand it over', left: 'Leave it', '': 'Settle it' } as const

/** ACC-10: to a named colleague, or left for a reason. What was hers alone is only left. */
export function AnswerLeftWork({ work, colleagues }: { work: LeftWork; colleagues: readonly Member[] }) {
  const answers = leftWorkAnswersTo(work.kind)
  const [only] = answers
  const { field, values, ...form } = useForm(answerLeftWork, {
    ...useKeptTyping(`left work ${work.id}`, 'What becomes of work that was left, not sent yet', {
      answer: (answers.length === 1 ? (only ?? '') : '') as LeftWorkAnswer | '',
      toMembershipId: '',
      because: '',
    }),
    needed: { answer: 'Say what becomes of it' },
    under: `/items/${work.id}`,
    said: ({ answer, toMembershipId, because }) => ({
      params: { leftWorkId: work.id },
      body: {
        answer,
        ...(answer === 'handed_over' && answered({ toMembershipId })),
        ...(answer === 'left' && answered({ because })),
      },
    }),
  })
  return (
    <Form form={form} className="app-narrow">
      {answers.length > 1 && (
        <Radios
          {...field('answer')}
          label="What becomes of it?"
          options={answers.map((value) => ({ value, ...words[value] }))}
        />
      )}
      {values.answer === 'handed_over' && (
        <Select
          {...field('toMembershipId')}
          label="Who takes it?"
          options={[
            { value: '', label: 'Choose a colleague' },
            ...colleagues.map(({ id, name, role }) => ({
              value: id,
              label: `${name}, ${roleWords[role].toLowerCase()}`,
            })),
          ]}
        />
      )}
      {values.answer === 'left' && (
        <Textarea {...field('because')} label="Why is it left?" hint="It stays on record." rows={2} />
      )}
      <Button variant="secondary" busy={form.busy}>
        {buttonWords[values.answer]}
        <span className="govuk-visually-hidden">
          : {leftWorkWords[work.kind].toLowerCase()} {work.reference}
        </span>
      </Button>
    </Form>
  )
}
