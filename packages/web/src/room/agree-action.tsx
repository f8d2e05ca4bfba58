import { prose } from '@alongside/shared/limits'
import { whyNotTakeStep } from '@alongside/shared/plan/rules'
import { agreeAction } from '@alongside/shared/room/addresses'
import type { AgendaItem } from '@alongside/shared/room/schema'
import { useKept } from '../autosave/use-kept.ts'
import { dateFaults } from '../consent/date-faults.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { shortOf } from '../plan/line-tools.tsx'
import { useCalendar, usePartnership } from '../session/partnership.ts'
import { Due } from '../time/due.tsx'
import { endOf } from '../time/local.ts'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Radios } from '../ui/radios.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'

const empty = {
  planLineId: '',
  ownerAgencyId: '',
  what: '',
  why: '',
  dueOn: '',
  priority: 'usual' as 'usual' | 'urgent',
}

/** ACT-1: one owning agency, of those that may see her case, what, why, by when. */
export function AgreeAction({ item: { id: itemId, mayAct, caseId, plan } }: { item: AgendaItem }) {
  const { agencies } = usePartnership()
  const calendar = useCalendar()
  const { field, values, ...form } = useForm(agreeAction, {
    start: empty,
    state: useKept(`action ${itemId}`, 'An action in the room, not agreed yet', empty),
    needed: {
      ownerAgencyId: 'Choose the agency that does it',
      what: 'Say what is to be done',
      why: 'Say why',
      dueOn: 'Give the date by which it is done',
    },
    faultsIn: ({ dueOn }) => dateFaults({ dueOn }),
    said: ({ planLineId, ...body }) => ({
      params: { itemId },
      body: { ...body, ...(planLineId && { planLineId }) },
    }),
  })
  const steppable = plan.filter((line) => line.caseId === caseId && whyNotTakeStep(line) === null)
  const dueAt = endOf(calendar, values.dueOn)
  return (
    <section className="app-section" id="part-action">
      <h2 className="govuk-heading-m">Agree an action</h2>
      <Form form={form}>
        <Select
          {...field('ownerAgencyId')}
          label="Which agency does it?"
          hint="Only agencies that may see her case are named here."
          options={[
            { value: '', label: 'Choose an agency' },
            ...agencies
              .filter(({ id }) => mayAct.includes(id))
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {steppable.length > 0 && (
          <Select
            {...field('planLineId')}
            label="Is it a step of her plan? (optional)"
            options={[
              { value: '', label: 'No line of the plan' },
              ...steppable.map((line) => ({ value: line.id, label: shortOf(line) })),
            ]}
          />
        )}
        <TextInput {...field('what')} {...prose} label="What is to be done?" autoComplete="off" />
        <TextInput {...field('why')} {...prose} label="Why?" autoComplete="off" />
        <DateInput {...field('dueOn')} label="By when?" hint="For example, 16 4 2026" />
        {dueAt && (
          <p className="govuk-body">
            <Due at={dueAt} />
          </p>
        )}
        <Radios
          {...field('priority')}
          label="How pressing is it?"
          inline
          options={[
            { value: 'usual', label: 'As usual' },
            { value: 'urgent', label: 'Urgent' },
          ]}
        />
        <Button variant="secondary" busy={form.busy}>
          Agree the action
        </Button>
      </Form>
    </section>
  )
}
