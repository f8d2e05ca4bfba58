import { changeWebhookEndpoint, type WebhookEndpoint } from '@alongside/shared/webhooks/contract'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { EndpointFields, sentAs } from './endpoint-fields.tsx'

/** Another address or other types; its secret stays. */
export function ChangeEndpoint({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { id, version, description, address, types } = endpoint
  const [words, setWords] = useState({ description, address, types })
  const [said, setSaid] = useState('')
  const under = `/${id}`
  const sending = useSending(changeWebhookEndpoint, {
    faultsIn: ({ body }) => missingIn(body, { address: 'Give the address' }),
    onSuccess: () => setSaid('Changed'),
  })
  const change = (event: FormEvent) => {
    event.preventDefault()
    setSaid('')
    sending.send({ params: { endpointId: id }, version, body: sentAs(words) })
  }
  return (
    <Details summary="Change what it is told, and where">
      <form onSubmit={change} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} under={under} />
        <EndpointFields under={under} endpoint={words} onChange={setWords} errorAt={sending.errorAt} />
        <Button variant="secondary" busy={sending.busy}>
          Change it
        </Button>
        <output className="govuk-body">{said}</output>
      </form>
    </Details>
  )
}
