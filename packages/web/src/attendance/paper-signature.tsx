import { recordPaperSignature } from '@alongside/shared/attendance/contract'
import { listMembers } from '@alongside/shared/partnerships/contract'
import { type FormEvent, useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { useSession } from '../session/session.tsx'
import { useNow } from '../time/now.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'

/** ACC-5: who signed the sheet in the room, and where it is kept; the papers open to her as by her own hand. */
export function PaperSignature({ meetingId }: { meetingId: string }) {
  const members = useRead(listMembers, {})
  const { accountId } = useSession()
  const now = useNow()
  const [membershipId, setMembershipId] = useState('')
  const [keptAt, setKeptAt] = useState('')
  const sending = useSending(recordPaperSignature, {
    faultsIn: ({ body }) =>
      missingIn(body, { membershipId: 'Choose who signed', keptAt: 'Say where the sheet is kept' }),
    onSuccess: () => setMembershipId(''),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sending.send({
      params: { meetingId },
      body: { membershipId, keptAt: keptAt.trim(), signedAt: now.toString() },
    })
  }
  const signers = (members.data?.items ?? []).filter((one) => !one.endedAt && one.accountId !== accountId)
  return (
    <Details summary="Record a signature on paper">
      <form onSubmit={submit} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} />
        <Select
          name="/membershipId"
          label="Who signed?"
          error={sending.errorAt('/membershipId')}
          options={[
            { value: '', label: 'Choose a person' },
            ...signers.map(({ id, name, agencyName }) => ({ value: id, label: `${name}, ${agencyName}` })),
          ]}
          value={membershipId}
          onChange={setMembershipId}
        />
        <TextInput
          name="/keptAt"
          label="Where is the sheet kept?"
          error={sending.errorAt('/keptAt')}
          value={keptAt}
          onChange={setKeptAt}
          autoComplete="off"
        />
        <Button variant="secondary" busy={sending.busy}>
          Record the signature, with the time of now
        </Button>
      </form>
    </Details>
  )
}
