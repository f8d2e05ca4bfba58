import { changeChild } from '@alongside/shared/children/addresses'
import { childFaults } from '@alongside/shared/children/rules'
import type { Child, ChildSaid } from '@alongside/shared/children/schema'
import { calledOr, childLabels } from '@alongside/shared/children/words'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Details } from '../ui/details.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { asSent } from './as-sent.ts'
import { ChildFields } from './child-fields.tsx'
import { RingNow } from './ring-now.tsx'

/** What is known of a child now, in place of what was; what stood stays on record. */
export function ChangeChild({ child, day }: { child: Child; day: string }) {
  const start = { child: saidOf(child), reason: '', mistaken: false }
  const under = `/children/${child.id}`
  const { field, values, set, errorAt, ...form } = useForm(changeChild, {
    ...useKeptTyping(`child ${child.id} ${child.version}`, 'A child, not changed yet', start),
    under,
    faultsIn: ({ child: said, reason, mistaken }) =>
      mistaken
        ? reason
          ? []
          : [{ pointer: '/reason', code: 'missing', detail: 'Say why this child is none of this case' }]
        : childFaults(agedOf(said, child), day, false).map((fault) => ({
            ...fault,
            pointer: `/child${fault.pointer}`,
          })),
    said: ({ child: said, reason, mistaken }) => ({
      params: { childId: child.id },
      version: child.version,
      body: {
        child: mistaken ? saidOf(child) : asSent(said),
        ...(reason && !mistaken && { reason }),
        ...(mistaken && { mistake: reason }),
      },
    }),
  })
  return (
    <Details summary={<>Change what is known of {calledOr(child)}</>}>
      <Form form={form}>
        {!values.mistaken && (
          <ChildFields
            at={`${under}/child`}
            child={values.child}
            onChange={(said) => set({ child: said })}
            errorAt={(pointer) => errorAt(pointer.slice(under.length))}
            today={day}
          />
        )}
        <Checkbox
          name={`${under}/mistaken`}
          label="This child was put down by mistake"
          hint="The child leaves the case; what was written stays on record."
          value={values.mistaken}
          onChange={(mistaken) => set({ mistaken })}
        />
        {!values.mistaken && <RingNow child={values.child} />}
        <Textarea
          {...field('reason')}
          label={values.mistaken ? 'Why is this child none of this case?' : 'Why does it change? (optional)'}
          rows={2}
        />
        <Button busy={form.busy}>{values.mistaken ? 'Take the child off the case' : 'Change it'}</Button>
      </Form>
    </Details>
  )
}

/** An age that is not said anew is that of the day on which it was said. */
const agedOf = (said: ChildSaid, { stated, statedOn }: Child) => ({
  ...asSent(said),
  ...(said.stated === stated && statedOn && { statedOn }),
})

/** Of what the case has, what is asked in the form. */
const saidOf = (child: Child): ChildSaid =>
  Object.fromEntries(Object.entries(child).filter(([key]) => key in childLabels)) as ChildSaid
