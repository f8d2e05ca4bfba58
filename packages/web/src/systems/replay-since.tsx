import { replayWebhookEvents } from '@alongside/shared/webhooks/addresses'
import type { WebhookEndpoint } from '@alongside/shared/webhooks/contract'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useCalendar } from '../session/partnership.ts'
import { startOf, today } from '../time/local.ts'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Details } from '../ui/details.tsx'

/** For a system that lost something, or is new. */
export function ReplaySince({ endpoint }: { endpoint: WebhookEndpoint }) {
  const calendar = useCalendar()
  const form = useForm(replayWebhookEvents, {
    start: { since: today(calendar) },
    faultsIn: ({ since }) =>
      startOf(calendar, since)
        ? []
        : [{ pointer: '/since', code: 'invalid', detail: 'Give a date, such as 16 4 2026' }],
    said: ({ since }) => ({
      params: { endpointId: endpoint.id },
      body: { since: startOf(calendar, since) ?? '' },
    }),
    under: `/${endpoint.id}`,
    keeps: true,
  })
  return (
    <Details summary="Send everything again since a day">
      <Form form={form}>
        <DateInput
          {...form.field('since')}
          label="Since which day?"
          hint="What your agency was told since then, of the types that this endpoint is told"
        />
        <Button variant="secondary" busy={form.busy}>
          Send it again
        </Button>
        <output className="govuk-body">{form.done && againWords(form.done.deliveries)}</output>
      </Form>
    </Details>
  )
}

const againWords = (events: number) =>
  events === 1 ? 'One event is sent again.' : `${events} events are sent again.`
