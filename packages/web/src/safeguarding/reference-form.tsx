import type { Address } from '@alongside/shared/addresses'
import { giveReference, recordReference } from '@alongside/shared/safeguarding/addresses'
import type { SafeguardingNotification } from '@alongside/shared/safeguarding/contract'
import type { ReceivedNotification } from '@alongside/shared/safeguarding/received-schema'
import type { Change, Said } from '../client/transport.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { TextInput } from '../ui/text-input.tsx'

interface Props<I extends Change> {
  contract: Address<I>
  /** Of what, in which version. */
  said: Omit<Said<I>, 'body'>
  id: string
  label: string
  button: string
  none: string
}

/** A reference that comes later, or that there is none. */
function ReferenceForm<I extends Change>({ contract, said, id, label, button, none }: Props<I>) {
  const saying = (body: { reference: string | null }) => ({ ...said, body }) as Said<I>
  const { field, ...form } = useForm(contract, {
    start: { reference: '' },
    needed: { reference: 'Give the reference' },
    said: saying,
    under: `/reference/${id}`,
  })
  const without = useSending(contract)
  return (
    <>
      <Refused error={without.error} attempt={without.attempt} />
      <Form form={form}>
        <TextInput {...field('reference')} limit={100} label={label} width={20} autoComplete="off" />
        <ButtonGroup>
          <Button busy={form.busy}>{button}</Button>
          <Button
            type="button"
            variant="secondary"
            busy={without.busy}
            onClick={() => without.send(saying({ reference: null }))}
          >
            {none}
          </Button>
        </ButtonGroup>
      </Form>
    </>
  )
}

/** SAF-1: the reference that a team gave later, or that it gives none. */
export const RecordReference = ({
  notification: { id, version },
}: {
  notification: SafeguardingNotification
}) => (
  <ReferenceForm
    contract={recordReference}
    said={{ params: { notificationId: id }, version }}
    id={id}
    label="Their reference"
    button="Record the reference"
    none="They give none"
  />
)

/** The same by the front door itself. */
export const GiveReference = ({ received: { id, version } }: { received: ReceivedNotification }) => (
  <ReferenceForm
    contract={giveReference}
    said={{ params: { receivedId: id }, version }}
    id={id}
    label="Your reference"
    button="Give the reference"
    none="We give none"
  />
)
