import { addWebhookEndpoint } from '@alongside/shared/webhooks/contract'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { EndpointFields, type EndpointWords, sentAs } from './endpoint-fields.tsx'

const empty: EndpointWords = { description: '', address: '', types: [] }

/** `onAdded`: with the secret, which nobody gets again. */
export function AddEndpoint({ onAdded }: { onAdded: (added: { id: string; secret: string }) => void }) {
  const [endpoint, setEndpoint] = useState(empty)
  const sending = useSending(addWebhookEndpoint, {
    faultsIn: ({ body }) => missingIn(body, { address: 'Give the address' }),
    onSuccess: ({ id, secret }) => {
      setEndpoint(empty)
      onAdded({ id, secret })
    },
  })
  const add = (event: FormEvent) => {
    event.preventDefault()
    sending.send({ body: sentAs(endpoint) })
  }
  return (
    <Details summary="Add an endpoint">
      <form onSubmit={add} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} />
        <EndpointFields under="" endpoint={endpoint} onChange={setEndpoint} errorAt={sending.errorAt} />
        <Button busy={sending.busy}>Add it</Button>
      </form>
    </Details>
  )
}
