import { rolesBy, usualRole } from '@alongside/shared/access'
import type { Body } from '@alongside/shared/contract'
import type { Contracts } from '@alongside/shared/operations'
import { addMember } from '@alongside/shared/partnerships/addresses'
import { roleWords } from '@alongside/shared/partnerships/words'
import { Form } from '../forms/form.tsx'
import { answered, useForm } from '../forms/use-form.ts'
import { usePartnership } from '../session/partnership.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'

type Role = Body<Contracts['addMember']>['role']
const roles = rolesBy('place')

const empty = {
  email: '',
  name: '',
  jobTitle: '',
  agencyId: '',
  role: usualRole as Role,
  safeguardingLead: false,
}

/** The coordinator gives someone a place; an invitation goes out by mail. */
export function AddMember() {
  const { agencies } = usePartnership()
  const { field, done, ...form } = useForm(addMember, {
    start: empty,
    needed: { email: 'Give an e-mail address', name: 'Give the name', agencyId: 'Choose the agency' },
    said: ({ jobTitle, ...member }) => ({ body: { ...member, ...answered({ jobTitle }) } }),
  })
  return (
    <Details summary="Give someone a place">
      {done && (
        <NotificationBanner
          success
        >{`${done.name} has a place; an invitation is on its way`}</NotificationBanner>
      )}
      <Form form={form}>
        <TextInput {...field('name')} label="Name" width={20} autoComplete="off" />
        <TextInput {...field('email')} label="E-mail address" type="email" width={30} autoComplete="off" />
        <TextInput {...field('jobTitle')} label="Post (optional)" width={20} autoComplete="off" />
        <Select
          {...field('agencyId')}
          label="Agency"
          options={[
            { value: '', label: 'Choose an agency' },
            ...agencies.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Select
          {...field('role')}
          label="Place"
          options={roles.map((role) => ({ value: role, label: roleWords[role] }))}
        />
        <Checkbox {...field('safeguardingLead')} label="Is the agency’s safeguarding lead" />
        <Button busy={form.busy}>Give the place and invite</Button>
      </Form>
    </Details>
  )
}
