import { changeSystem, type System } from '@alongside/shared/systems/contract'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Owner } from './propose-system.tsx'

/** Before a colleague leaves, another answers for the system: without one it gets no token. */
export function ChangeOwner({ system }: { system: System }) {
  const [ownerMembershipId, setOwner] = useState(system.ownerMembershipId)
  const sending = useSending(changeSystem)
  const change = (event: FormEvent) => {
    event.preventDefault()
    sending.send({ params: { systemId: system.id }, version: system.version, body: { ownerMembershipId } })
  }
  return (
    <Details summary="Let somebody else answer for it">
      <form onSubmit={change} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} />
        <Owner
          name="/ownerMembershipId"
          error={sending.errorAt('/ownerMembershipId')}
          value={ownerMembershipId}
          onChange={setOwner}
        />
        <Button variant="secondary" busy={sending.busy}>
          Change who answers for it
        </Button>
      </form>
    </Details>
  )
}
