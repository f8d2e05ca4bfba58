import { completeAction } from '@alongside/shared/actions/addresses'
import type { ActionDetail } from '@alongside/shared/actions/contract'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Button } from '../ui/button.tsx'
import { Textarea } from '../ui/textarea.tsx'

export function ReportDone({ action }: { action: ActionDetail }) {
  const form = useForm(completeAction, {
    ...useKeptTyping(`done ${action.id} ${action.version}`, 'What happened with an action, not sent yet', {
      whatHappened: '',
    }),
    needed: { whatHappened: 'Say what happened' },
    said: (body) => ({ params: { actionId: action.id }, version: action.version, body }),
  })
  return (
    <section className="app-section">
      <h3 className="govuk-heading-s">It is done</h3>
      <Form form={form}>
        <Textarea
          {...form.field('whatHappened')}
          label="What happened?"
          hint="What is different for her now."
          rows={3}
        />
        <Button busy={form.busy}>Close it as done</Button>
      </Form>
    </section>
  )
}
