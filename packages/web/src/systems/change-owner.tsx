import { changeSystem } from '@alongside/shared/systems/addresses'
import type { System } from '@alongside/shared/systems/contract'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Owner } from './propose-system.tsx'

/** Before a colleague leaves, another answers for the system: without one it gets no token. */
export function ChangeOwner({ system }: { system: System }) {
  const form = useForm(changeSystem, {
    start: { ownerMembershipId: system.ownerMembershipId },
    said: (body) => ({ params: { systemId: system.id }, version: system.version, body }),
    keeps: true,
  })
  return (
    <Details summary="Let somebody else answer for it">
      <Form form={form} stands={[{ key: 'Answers for it', value: system.ownerName }]}>
        <Owner {...form.field('ownerMembershipId')} />
        <Button variant="secondary" busy={form.busy}>
          Change who answers for it
        </Button>
      </Form>
    </Details>
  )
}
