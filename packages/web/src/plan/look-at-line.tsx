import { lookAtPlanLine } from '@alongside/shared/plan/addresses'
import type { PlanLine } from '@alongside/shared/plan/schema'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Button } from '../ui/button.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { shortOf } from './line-tools.tsx'
import { Tool } from './tool.tsx'

/** It was looked at, and stands as it is. */
export function LookAtLine({ line, onDone }: { line: PlanLine; onDone: (what: string) => void }) {
  const form = useForm(lookAtPlanLine, {
    ...useKeptTyping(`look ${line.id} ${line.version}`, 'What was seen of a line of a plan, not sent yet', {
      why: '',
    }),
    under: `/look/${line.id}`,
    needed: { why: 'Say with whom it was looked at' },
    said: (body) => ({ params: { lineId: line.id }, version: line.version, body }),
    onSuccess: () => onDone('Looked at again'),
  })
  return (
    <Tool words="It stands as it is" of={shortOf(line)}>
      <Form form={form}>
        <Textarea {...form.field('why')} label="With whom was it looked at, and what was seen?" rows={2} />
        <Button variant="secondary" busy={form.busy}>
          It was looked at
        </Button>
      </Form>
    </Tool>
  )
}
