import { changeWebhookEndpoint } from '@alongside/shared/webhooks/addresses'
import type { WebhookEndpoint } from '@alongside/shared/webhooks/contract'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { EndpointFields, type EndpointWords } from './endpoint-fields.tsx'

/** Another address or other types; its secret stays. */
export function ChangeEndpoint({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { id, version, description, address, types } = endpoint
  const start: EndpointWords = { description, address, types }
  const form = useForm(changeWebhookEndpoint, {
    start,
    needed: { address: 'Give the address' },
    said: (words) => ({ params: { endpointId: id }, version, body: words }),
    under: `/${id}`,
    keeps: true,
  })
  const stands = [
    { key: 'Its address', value: address },
    { key: 'What is it?', value: description },
    { key: 'Is told', value: types.length === 0 ? 'Everything' : types.join(', ') },
  ]
  return (
    <Details summary="Change what it is told, and where">
      <Form form={form} stands={stands}>
        <EndpointFields form={form} />
        <Button variant="secondary" busy={form.busy}>
          Change it
        </Button>
        <output className="govuk-body">{form.done && 'Changed'}</output>
      </Form>
    </Details>
  )
}
