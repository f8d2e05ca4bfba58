import { endSystem, type System } from '@alongside/shared/systems/contract'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Textarea } from '../ui/textarea.tsx'

export function EndSystem({ system }: { system: System }) {
  const [reason, setReason] = useState('')
  const sending = useSending(endSystem, {
    faultsIn: ({ body }) => missingIn(body, { reason: 'Say why' }),
  })
  const end = (event: FormEvent) => {
    event.preventDefault()
    sending.send({
      params: { systemId: system.id },
      version: system.version,
      body: { reason: reason.trim() },
    })
  }
  return (
    <Details summary={system.state === 'proposed' ? 'Take the request back' : 'End this system'}>
      <form onSubmit={end} noValidate>
        <p className="govuk-body">
          At once: its secrets and tokens open nothing any more. What it did stays on record.
        </p>
        <Refused error={sending.error} attempt={sending.attempt} />
        <Textarea
          name="/reason"
          label="Why?"
          rows={2}
          error={sending.errorAt('/reason')}
          value={reason}
          onChange={setReason}
        />
        <Button variant="warning" busy={sending.busy}>
          {system.state === 'proposed' ? 'Take it back' : 'End it now'}
        </Button>
      </form>
    </Details>
  )
}
