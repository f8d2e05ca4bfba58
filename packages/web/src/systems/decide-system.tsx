import { agreeSystem, declineSystem, type System } from '@alongside/shared/systems/contract'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Textarea } from '../ui/textarea.tsx'

/** The coordinator's word, before any secret can be made. */
export function DecideSystem({ system }: { system: System }) {
  const [reason, setReason] = useState('')
  const agreeing = useSending(agreeSystem)
  const declining = useSending(declineSystem, {
    faultsIn: ({ body }) => missingIn(body, { reason: 'Say why it is not agreed' }),
  })
  const said = { params: { systemId: system.id }, version: system.version }
  const decline = (event: FormEvent) => {
    event.preventDefault()
    declining.send({ ...said, body: { reason: reason.trim() } })
  }
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Do you agree?</h2>
      <Refused error={agreeing.error} attempt={agreeing.attempt} />
      <Button type="button" busy={agreeing.busy} onClick={() => agreeing.send({ ...said, body: {} })}>
        Agree to connect it
      </Button>
      <Details summary="Not agreed">
        <form onSubmit={decline} noValidate>
          <Refused error={declining.error} attempt={declining.attempt} />
          <Textarea
            name="/reason"
            label="Why?"
            rows={2}
            error={declining.errorAt('/reason')}
            value={reason}
            onChange={setReason}
          />
          <Button variant="secondary" busy={declining.busy}>
            Do not agree
          </Button>
        </form>
      </Details>
    </section>
  )
}
