import { problems } from '@alongside/shared/problems'
import { addWebhookEndpoint } from '@alongside/shared/webhooks/addresses'
import type { WebhookEndpoint } from '@alongside/shared/webhooks/contract'
import { whyNotAddEndpoint } from '@alongside/shared/webhooks/rules'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { EndpointFields, type EndpointWords } from './endpoint-fields.tsx'

const empty: EndpointWords = { description: '', address: '', types: [] }

type Props = {
  endpoints: readonly WebhookEndpoint[]
  onAdded: (added: { id: string; secret: string }) => void
}

/** `onAdded`: with the secret, which nobody gets again. */
export function AddEndpoint({ endpoints, onAdded }: Props) {
  const refused = whyNotAddEndpoint(endpoints)
  const form = useForm(addWebhookEndpoint, {
    start: empty,
    needed: { address: 'Give the address' },
    said: (endpoint) => ({ body: endpoint }),
    onSuccess: ({ id, secret }) => onAdded({ id, secret }),
  })
  return (
    <Details summary="Add an endpoint">
      <Form form={form}>
        <EndpointFields form={form} />
        <Button busy={form.busy} reason={refused ? `${problems[refused].title}.` : undefined}>
          Add it
        </Button>
      </Form>
    </Details>
  )
}
