import { settleSharingWork } from '@alongside/shared/sharing/addresses'
import type { SharingWork } from '@alongside/shared/sharing/contract'
import { answersTo } from '@alongside/shared/sharing/rules'
import type { SharingAnswer } from '@alongside/shared/sharing/values'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { answered, useForm } from '../forms/use-form.ts'
import { usePartnership } from '../session/partnership.ts'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Radios } from '../ui/radios.tsx'
import { Select } from '../ui/select.tsx'
import { Textarea } from '../ui/textarea.tsx'

const words: Record<SharingAnswer, { label: string; hint: string }> = {
  stopped: { label: 'It is stopped', hint: 'An action is closed: circumstances have changed.' },
  handed_over: { label: 'Another agency takes it', hint: 'One that may read the case.' },
  left: {
    label: 'It is left with the agency',
    hint: 'Say why it may go on although the agency reads no more.',
  },
}

/** CON-3: stopped, handed over, or left with a reason. */
export function SettleWork({ work }: { work: SharingWork }) {
  const { agencies } = usePartnership()
  const { field, values, ...form } = useForm(settleSharingWork, {
    ...useKeptTyping(`sharing work ${work.id}`, 'What becomes of work that an agency loses, not sent yet', {
      answer: '' as SharingAnswer | '',
      toAgencyId: '',
      until: '',
      because: '',
    }),
    needed: { answer: 'Say what becomes of it', because: 'Say why' },
    under: `/work/${work.id}`,
    said: ({ answer, because, toAgencyId, until }) => ({
      params: { sharingWorkId: work.id },
      body: {
        answer,
        because,
        ...(answer === 'handed_over' && answered({ toAgencyId })),
        ...(answer === 'left' && answered({ until })),
      },
    }),
  })
  return (
    <Form form={form} className="app-narrow">
      <Radios
        {...field('answer')}
        label="What becomes of it?"
        options={answersTo(work.kind).map((value) => ({ value, ...words[value] }))}
      />
      {values.answer === 'handed_over' && (
        <Select
          {...field('toAgencyId')}
          label="Which agency takes it?"
          options={[
            { value: '', label: 'Choose an agency' },
            ...agencies
              .filter(({ id }) => id !== work.agencyId)
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      {values.answer === 'left' && work.kind === 'action' && (
        <DateInput {...field('until')} label="Until when?" hint="Its new date. For example, 31 3 2026" />
      )}
      <Textarea {...field('because')} label="Why?" rows={2} />
      <Button variant="secondary" busy={form.busy}>
        Settle it
      </Button>
    </Form>
  )
}
