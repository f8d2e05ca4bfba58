import { usualRole } from '@alongside/shared/access'
import type { Body } from '@alongside/shared/contract'
import type { Contracts } from '@alongside/shared/operations'
import { addMember } from '@alongside/shared/partnerships/addresses'
import type { Member } from '@alongside/shared/partnerships/contract'
import { roleWords } from '@alongside/shared/partnerships/words'
import { Form } from '../forms/form.tsx'
import { answered, useForm } from '../forms/use-form.ts'
import { useSession } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { useNameable } from './who-may.ts'

type Role = Body<Contracts['addMember']>['role']

/** ACC-10: a lead names her people, the coordinator the first lead of an agency that has nobody. An invitation goes out by mail. */
export function AddMember({ members }: { members: readonly Member[] }) {
  const agencies = useNameable(members)
  const { acting } = useSession()
  const home = agencies.find(({ id }) => id === acting?.agencyId) ?? agencies[0]
  const { field, done, values, set, ...form } = useForm(addMember, {
    start: {
      email: '',
      name: '',
      jobTitle: '',
      agencyId: home?.id ?? '',
      role: (home?.roles.includes(usualRole) ? usualRole : home?.roles[0]) ?? (usualRole as Role),
      safeguardingLead: false,
    },
    needed: { email: 'Give an e-mail address', name: 'Give the name', agencyId: 'Choose the agency' },
    said: ({ jobTitle, ...member }) => ({ body: { ...member, ...answered({ jobTitle }) } }),
  })
  if (!home) return null
  const chosen = agencies.find(({ id }) => id === values.agencyId) ?? home
  const choose = (agencyId: string) => {
    const roles = agencies.find(({ id }) => id === agencyId)?.roles ?? []
    const role = roles.includes(values.role) ? values.role : roles[0]
    set({ agencyId, ...(role && { role }) })
  }
  return (
    <Details summary="Give someone a place">
      {done && (
        <NotificationBanner
          success
        >{`An invitation to ${done.email} is on its way. The place begins when ${done.name} says yes.`}</NotificationBanner>
      )}
      <Form form={form}>
        <TextInput {...field('name')} label="Name" width={20} autoComplete="off" />
        <TextInput
          {...field('email')}
          limit={254}
          label="E-mail address"
          type="email"
          width={30}
          autoComplete="off"
        />
        <TextInput {...field('jobTitle')} label="Post (optional)" width={20} autoComplete="off" />
        {agencies.length > 1 ? (
          <Select
            {...field('agencyId')}
            onChange={choose}
            label="Agency"
            hint="Your own, and those that have nobody yet: you name their first lead member"
            options={agencies.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : (
          <p className="govuk-body">Agency: {chosen.name}</p>
        )}
        <Select
          {...field('role')}
          label="Place"
          options={chosen.roles.map((role) => ({ value: role, label: roleWords[role] }))}
        />
        <Checkbox {...field('safeguardingLead')} label="Is the agency’s safeguarding lead" />
        <Button busy={form.busy}>Send the invitation</Button>
      </Form>
    </Details>
  )
}
