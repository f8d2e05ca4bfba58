import { setPaperRule } from '@alongside/shared/documents/addresses'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { usePartnership } from '../session/partnership.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Radios } from '../ui/radios.tsx'

const answers = [
  { value: 'yes', label: 'Yes, somebody who neither records it nor held it' },
  { value: 'no', label: 'No, who records it is enough' },
] as const

/** MTG-4: whether this partnership wants a witness when paper comes back or is destroyed. */
export function PaperRule() {
  const { paperWitnessed } = usePartnership()
  const { field, done, ...form } = useForm(setPaperRule, {
    start: { witnessed: (paperWitnessed ? 'yes' : 'no') as 'yes' | 'no' },
    said: ({ witnessed }) => ({ body: { witnessed: witnessed === 'yes' } }),
    keeps: true,
    under: '/paper-rule',
  })
  return (
    <Details
      summary={
        paperWitnessed
          ? 'Paper that comes back or is destroyed needs a witness'
          : 'Paper that comes back or is destroyed needs no witness'
      }
    >
      {done && (
        <NotificationBanner success>
          {done.witnessed ? 'From now on a witness is asked for' : 'From now on no witness is asked for'}
        </NotificationBanner>
      )}
      <Form form={form}>
        <Radios
          {...field('witnessed')}
          label="Must somebody have seen it?"
          hint="For every meeting of the partnership, from now on."
          options={[...answers]}
        />
        <Button variant="secondary" busy={form.busy}>
          Save
        </Button>
      </Form>
    </Details>
  )
}
