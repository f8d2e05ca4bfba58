import { takeEmergencyAccess } from '@alongside/shared/cases/contract'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { WarningText } from '../ui/warning-text.tsx'
import { emergencyFaults } from './emergency.ts'

/** ACC-7: beyond one's grants, in an emergency, with a reason, for four hours, and never unseen. */
export function EmergencyAccess() {
  const navigate = useNavigate()
  const [reference, setReference] = useState('')
  const [reason, setReason] = useState('')
  const sending = useSending(takeEmergencyAccess, {
    faultsIn: ({ body }) => emergencyFaults(body),
    onSuccess: ({ caseId }) => void navigate(paths.case(caseId)),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sending.send({ body: { reference: reference.trim().toUpperCase(), reason: reason.trim() } })
  }
  return (
    <Details summary="Open a case in an emergency">
      <WarningText>
        For when someone’s life or safety cannot wait. The coordinator is told at once, by whom and why. It
        ends after four hours, and it stays on the case’s record.
      </WarningText>
      <form onSubmit={submit} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} />
        <TextInput
          name="/reference"
          label="The case’s reference"
          hint="Such as EMP-2026-7K3QX"
          width={20}
          autoComplete="off"
          error={sending.errorAt('/reference')}
          value={reference}
          onChange={setReference}
        />
        <Textarea
          name="/reason"
          label="Why can it not wait?"
          hint="At least 20 characters: what is happening, and what you need to know."
          rows={3}
          error={sending.errorAt('/reason')}
          value={reason}
          onChange={setReason}
        />
        <Button variant="warning" busy={sending.busy}>
          Open the case for four hours
        </Button>
      </form>
    </Details>
  )
}
