import { closeActionUndone } from '@alongside/shared/actions/addresses'
import type { ActionDetail } from '@alongside/shared/actions/contract'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { answered, useForm } from '../forms/use-form.ts'
import { Button } from '../ui/button.tsx'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { type UndoneKind, undoneFaults } from './undone.ts'

/** ACT-1: two ways of not being done, each with its reason; and what now, where the agency owes it. */
export function ReportUndone({ action }: { action: ActionDetail }) {
  const { field, values, ...form } = useForm(closeActionUndone, {
    ...useKeptTyping(`undone ${action.id} ${action.version}`, 'Why an action is not done, not sent yet', {
      kind: '' as UndoneKind | '',
      why: '',
      whatNow: '',
    }),
    needed: { kind: 'Say what happened', why: 'Say why' },
    faultsIn: undoneFaults,
    said: ({ kind, why, whatNow }) => ({
      params: { actionId: action.id },
      version: action.version,
      body: { kind, why, ...answered({ whatNow }) },
    }),
  })
  return (
    <section className="app-section">
      <h3 className="govuk-heading-s">It will not be done</h3>
      <Form form={form}>
        <Radios
          {...field('kind')}
          label="What happened?"
          options={[
            {
              value: 'not_done_changed',
              label: 'Circumstances changed',
              hint: 'It is no longer needed, or no longer possible.',
            },
            {
              value: 'not_done_by_agency',
              label: 'We could not do it this time',
              hint: 'It is still needed. Say what happens now.',
            },
          ]}
        />
        <Textarea {...field('why')} label="Why?" rows={3} />
        <Textarea
          {...field('whatNow')}
          label={values.kind === 'not_done_by_agency' ? 'What now?' : 'What now? (optional)'}
          rows={2}
        />
        <Button variant="secondary" busy={form.busy}>
          Close it as not done
        </Button>
      </Form>
    </section>
  )
}
