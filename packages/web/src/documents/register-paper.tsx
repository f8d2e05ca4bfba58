import { can } from '@alongside/shared/access'
import { registerCopy } from '@alongside/shared/documents/addresses'
import type { DocumentKind } from '@alongside/shared/documents/rules'
import { documentWords } from '@alongside/shared/documents/words'
import { listMembers } from '@alongside/shared/partnerships/addresses'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { optionsOf } from '../ui/options.ts'
import { Select } from '../ui/select.tsx'

/** MTG-4: paper is registered for its holder first, and printed from the register. */
export function RegisterPaper({ meetingId }: { meetingId: string }) {
  const members = useRead(listMembers, {})
  const { field, done, ...form } = useForm(registerCopy, {
    start: { kind: 'pack' as DocumentKind, paperFor: '' },
    needed: { paperFor: 'Choose who is handed it' },
    said: (paper) => ({ body: { meetingId, ...paper } }),
    under,
  })
  const people = (members.data?.items ?? []).filter(
    ({ role, endedAt }) => endedAt === null && can(role, 'documents:read'),
  )
  return (
    <Details summary="Register a paper copy for a member">
      {done && (
        <NotificationBanner success>
          Copy {done.number} is in the register: print it from there
        </NotificationBanner>
      )}
      <Form form={form}>
        <Select {...field('kind')} label="Which document is it?" options={optionsOf(documentWords)} />
        <Select
          {...field('paperFor')}
          label="Who is handed it?"
          hint="It holds just the cases that this member may see when it is printed."
          options={[
            { value: '', label: 'Choose a person' },
            ...people.map(({ accountId, name, agencyName }) => ({
              value: accountId,
              label: `${name}, ${agencyName}`,
            })),
          ]}
        />
        <Button variant="secondary" busy={form.busy}>
          Register the paper copy
        </Button>
      </Form>
    </Details>
  )
}

const under = '/paper'
