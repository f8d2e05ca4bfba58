import type { WishedType } from '@alongside/shared/events/catalogue'
import { addWebhookEndpoint } from '@alongside/shared/webhooks/contract'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { TypesWished } from './types-wished.tsx'

const empty = { description: '', address: '', types: [] as WishedType[] }

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
    const { description, address, types } = endpoint
    sending.send({
      body: { description: description.trim(), address: address.trim(), types },
    })
  }
  return (
    <Details summary="Add an endpoint">
      <form onSubmit={add} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} />
        <TextInput
          name="/address"
          label="Its address"
          hint="Such as https://cases.agency.example/hooks"
          error={sending.errorAt('/address')}
          value={endpoint.address}
          onChange={(address) => setEndpoint({ ...endpoint, address })}
          type="url"
          autoComplete="off"
          spellCheck={false}
        />
        <TextInput
          name="/description"
          label="What is it? (optional)"
          hint="Such as “The case system”"
          error={sending.errorAt('/description')}
          value={endpoint.description}
          onChange={(description) => setEndpoint({ ...endpoint, description })}
          autoComplete="off"
        />
        <TypesWished
          name="/types"
          values={endpoint.types}
          onChange={(types) => setEndpoint({ ...endpoint, types })}
        />
        <Button busy={sending.busy}>Add it</Button>
      </form>
    </Details>
  )
}
