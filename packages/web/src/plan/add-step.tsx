import { prose } from '@alongside/shared/limits'
import { addPlanStep } from '@alongside/shared/plan/addresses'
import { whyNotAddStep } from '@alongside/shared/plan/rules'
import type { PlanLine } from '@alongside/shared/plan/schema'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { dateFaults } from '../consent/date-faults.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useAgencyName } from '../session/partnership.ts'
import { useAsking } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { shortOf } from './line-tools.tsx'
import { Tool } from './tool.tsx'

type Props = { line: PlanLine; mayLead: readonly string[]; onDone: (what: string) => void }

/** ACT-1: between meetings a step of a line: of one's own agency, or of whoever agreed to it, by the coordinator. */
export function AddStep({ line, mayLead, onDone }: Props) {
  const asking = useAsking()
  const nameOf = useAgencyName()
  const owners = mayLead.filter((id) => whyNotAddStep(line, asking, id) === null)
  const [only] = owners.length === 1 ? owners : []
  const form = useForm(addPlanStep, {
    ...useKeptTyping(`step ${line.id}`, 'A step of a plan, not added yet', {
      ownerAgencyId: only ?? '',
      what: '',
      dueOn: '',
    }),
    under: `/step/${line.id}`,
    needed: {
      ownerAgencyId: 'Choose the agency that does it',
      what: 'Say what is to be done',
      dueOn: 'Give the date by which it is done',
    },
    faultsIn: ({ dueOn }) => dateFaults({ dueOn }),
    said: (body) => ({ params: { lineId: line.id }, body }),
    onSuccess: () => onDone('A step is added'),
  })
  if (owners.length === 0) return null
  return (
    <Tool words="Add a step" of={shortOf(line)}>
      <Form form={form}>
        {only ? (
          <p className="govuk-body">It is a step of {nameOf(only)}, and stands among its actions.</p>
        ) : (
          <Select
            {...form.field('ownerAgencyId')}
            label="Which agency agreed to do it?"
            options={[
              { value: '', label: 'Choose an agency' },
              ...owners.map((id) => ({ value: id, label: nameOf(id) })),
            ]}
          />
        )}
        <TextInput {...form.field('what')} {...prose} label="What is to be done?" autoComplete="off" />
        <DateInput {...form.field('dueOn')} label="By when?" hint="For example, 16 4 2026" />
        <Button variant="secondary" busy={form.busy}>
          Add the step
        </Button>
      </Form>
    </Tool>
  )
}
