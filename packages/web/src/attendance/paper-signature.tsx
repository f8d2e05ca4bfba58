import { recordPaperSignature } from '@alongside/shared/attendance/addresses'
import { whyNotRecordSignature } from '@alongside/shared/attendance/rules'
import { listMembers } from '@alongside/shared/partnerships/addresses'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useSession } from '../session/session.tsx'
import { useNow } from '../time/now.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'

/** ACC-5: who signed the sheet in the room, and where it is kept; the papers open to her as by her own hand. */
export function PaperSignature({ meetingId }: { meetingId: string }) {
  const members = useRead(listMembers, {})
  const me = useSession()
  const now = useNow()
  const { field, ...form } = useForm(recordPaperSignature, {
    start: { membershipId: '', keptAt: '' },
    needed: { membershipId: 'Choose who signed', keptAt: 'Say where the sheet is kept' },
    said: (signature) => ({ params: { meetingId }, body: { ...signature, signedAt: now.toString() } }),
    // One sheet holds many signatures.
    onSuccess: () => form.set({ membershipId: '' }),
    keeps: true,
  })
  const signers = (members.data?.items ?? []).filter(
    (one) => !one.endedAt && whyNotRecordSignature(one, me) === null,
  )
  return (
    <Details summary="Record a signature on paper">
      <Form form={form}>
        <Select
          {...field('membershipId')}
          label="Who signed?"
          options={[
            { value: '', label: 'Choose a person' },
            ...signers.map(({ id, name, agencyName }) => ({ value: id, label: `${name}, ${agencyName}` })),
          ]}
        />
        <TextInput {...field('keptAt')} limit={300} label="Where is the sheet kept?" autoComplete="off" />
        <Button variant="secondary" busy={form.busy}>
          Record the signature, with the time of now
        </Button>
      </Form>
    </Details>
  )
}
