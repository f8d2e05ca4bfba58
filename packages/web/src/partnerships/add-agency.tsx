import { addAgency } from '@alongside/shared/partnerships/addresses'
import type { agencyKinds } from '@alongside/shared/partnerships/contract'
import { agencyKindWords } from '@alongside/shared/partnerships/words'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { optionsOf } from '../ui/options.ts'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'

type Kind = (typeof agencyKinds)[number]

/** PAR-1: it sees no case until its agreements are signed. */
export function AddAgency() {
  const { field, done, ...form } = useForm(addAgency, {
    start: { name: '', kind: 'other' as Kind },
    needed: { name: 'Give the agency’s name' },
    said: (body) => ({ body }),
    under: '/agency',
  })
  return (
    <Details summary="Add an agency">
      {done && (
        <NotificationBanner
          success
        >{`${done.name} is added. Give its lead member a place next.`}</NotificationBanner>
      )}
      <p className="govuk-body">It sees no case until its lead member has signed the agreements.</p>
      <Form form={form}>
        <TextInput {...field('name')} label="Name of the agency" autoComplete="off" />
        <Select {...field('kind')} label="Kind" options={optionsOf(agencyKindWords)} />
        <Button variant="secondary" busy={form.busy}>
          Add the agency
        </Button>
      </Form>
    </Details>
  )
}
