import { giveReference, recordReference } from '@alongside/shared/safeguarding/addresses'
import type { SafeguardingNotification } from '@alongside/shared/safeguarding/contract'
import type { ReceivedNotification } from '@alongside/shared/safeguarding/received-schema'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { TextInput } from '../ui/text-input.tsx'

const needed = { reference: 'Give the reference' }

/** SAF-1: the reference that a team gave later, or that it gives none. */
export function RecordReference({
  notification: { id, version },
}: {
  notification: SafeguardingNotification
}) {
  const params = { notificationId: id }
  const { field, ...form } = useForm(recordReference, {
    start: { reference: '' },
    needed,
    said: (body) => ({ params, version, body }),
    under: `/reference/${id}`,
  })
  const none = useSending(recordReference)
  return (
    <>
      <Refused error={none.error} attempt={none.attempt} />
      <Form form={form}>
        <TextInput
          {...field('reference')}
          limit={100}
          label="Their reference"
          width={20}
          autoComplete="off"
        />
        <ButtonGroup>
          <Button busy={form.busy}>Record the reference</Button>
          <Button
            type="button"
            variant="secondary"
            busy={none.busy}
            onClick={() => none.send({ params, version, body: { reference: null } })}
          >
            They give none
          </Button>
        </ButtonGroup>
      </Form>
    </>
  )
}

/** The same by the front door itself. */
export function GiveReference({ received: { id, version } }: { received: ReceivedNotification }) {
  const params = { receivedId: id }
  const { field, ...form } = useForm(giveReference, {
    start: { reference: '' },
    needed,
    said: (body) => ({ params, version, body }),
    under: `/reference/${id}`,
  })
  const none = useSending(giveReference)
  return (
    <>
      <Refused error={none.error} attempt={none.attempt} />
      <Form form={form}>
        <TextInput {...field('reference')} limit={100} label="Your reference" width={20} autoComplete="off" />
        <ButtonGroup>
          <Button busy={form.busy}>Give the reference</Button>
          <Button
            type="button"
            variant="secondary"
            busy={none.busy}
            onClick={() => none.send({ params, version, body: { reference: null } })}
          >
            We give none
          </Button>
        </ButtonGroup>
      </Form>
    </>
  )
}
