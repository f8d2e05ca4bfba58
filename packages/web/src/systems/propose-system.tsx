import { type Permission, scopes } from '@alongside/shared/access'
import { listMembers } from '@alongside/shared/partnerships/addresses'
import { proposeSystem } from '@alongside/shared/systems/addresses'
import { useNavigate } from '@tanstack/react-router'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { type Field, useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { useSession } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { Checkboxes } from '../ui/checkboxes.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Details } from '../ui/details.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { blocksIn, scopeWords } from './system-words.ts'

const empty = { name: '', ownerMembershipId: '', scopes: [] as Permission[], addresses: '', expiresOn: '' }

/** The agency's lead says what the system may do, until when, and who answers for it. */
export function ProposeSystem() {
  const navigate = useNavigate()
  const { field, ...form } = useForm(proposeSystem, {
    ...useKeptTyping('system', 'A system, not proposed yet', empty),
    needed: {
      name: 'Say what it is called',
      ownerMembershipId: 'Choose who answers for it',
      expiresOn: 'Say until when',
    },
    faultsIn: (system) =>
      system.scopes.length > 0
        ? []
        : [{ pointer: '/scopes', code: 'required', detail: 'Choose what it may do' }],
    said: ({ addresses, ...others }) => ({ body: { ...others, addresses: blocksIn(addresses) } }),
    onSuccess: ({ id }) => void navigate(paths.system(id)),
  })
  return (
    <Details summary="Ask to connect a system">
      <Form form={form}>
        <TextInput {...field('name')} limit={100} label="What is it called?" width={20} autoComplete="off" />
        <Owner {...field('ownerMembershipId')} />
        <Checkboxes
          {...field('scopes')}
          label="What may it do?"
          hint="No more than it needs"
          options={scopes.map((scope) => ({ value: scope, label: scopeWords[scope] ?? scope }))}
          small
        />
        <DateInput
          {...field('expiresOn')}
          label="Until when?"
          hint="A year at most; then both of you look at it again"
        />
        <Textarea
          {...field('addresses')}
          label="From which addresses? (optional)"
          hint="Blocks such as 203.0.113.0/24, one a line. Leave it empty for anywhere."
          rows={2}
        />
        <Button busy={form.busy}>Ask the coordinator</Button>
      </Form>
    </Details>
  )
}

/** Colleagues in place: somebody has to answer for what a machine does. */
export function Owner(field: Field<string>) {
  const { acting } = useSession()
  const members = useRead(listMembers, {})
  const colleagues = (members.data?.items ?? []).filter(
    ({ agencyId, endedAt }) => agencyId === acting?.agencyId && !endedAt,
  )
  return (
    <Select
      {...field}
      label="Who answers for it?"
      options={[
        { value: '', label: 'Choose a colleague' },
        ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
}
