import type { Body } from '@alongside/shared/contract'
import { addMember } from '@alongside/shared/partnerships/contract'
import { roleWords } from '@alongside/shared/partnerships/words'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { usePartnership } from '../session/partnership.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'

type Role = Body<typeof addMember>['role']
const roles = [
  'lead-member',
  'secondary-member',
  'practitioner',
  'coordinator',
  'chair',
  'steering-group',
] as const satisfies Role[]

const empty = {
  email: '',
  name: '',
  jobTitle: '',
  agencyId: '',
  role: 'practitioner' as Role,
  safeguardingLead: false,
}

/** The coordinator gives someone a place; an invitation goes out by mail. */
export function AddMember() {
  const { agencies } = usePartnership()
  const [member, setMember] = useState(empty)
  const [added, setAdded] = useState('')
  const sending = useSending(addMember, {
    faultsIn: ({ body }) =>
      missingIn(body, {
        email: 'Give an e-mail address',
        name: 'Give the name',
        agencyId: 'Choose the agency',
      }),
    onSuccess: ({ name }) => {
      setMember(empty)
      setAdded(name)
    },
  })
  const field = <Key extends 'email' | 'name' | 'jobTitle' | 'agencyId' | 'role'>(key: Key) => ({
    name: `/${key}`,
    error: sending.errorAt(`/${key}`),
    value: member[key],
    onChange: (value: (typeof empty)[Key]) => setMember({ ...member, [key]: value }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAdded('')
    const { jobTitle, ...others } = member
    sending.send({
      body: { ...others, email: member.email.trim(), ...(jobTitle.trim() && { jobTitle: jobTitle.trim() }) },
    })
  }
  return (
    <Details summary="Give someone a place">
      {added && (
        <NotificationBanner success>{`${added} has a place; an invitation is on its way`}</NotificationBanner>
      )}
      <form onSubmit={submit} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} />
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
        <Checkbox
          name="/safeguardingLead"
          label="Is the agency’s safeguarding lead"
          checked={member.safeguardingLead}
          onChange={(safeguardingLead) => setMember({ ...member, safeguardingLead })}
        />
        <Button busy={sending.busy}>Give the place and invite</Button>
      </form>
    </Details>
  )
}
