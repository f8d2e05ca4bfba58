import { replayWebhookEvents, type WebhookEndpoint } from '@alongside/shared/webhooks/contract'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useCalendar } from '../session/partnership.ts'
import { startOf, today } from '../time/local.ts'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Details } from '../ui/details.tsx'

/** For a system that lost something, or is new. */
export function ReplaySince({ endpoint }: { endpoint: WebhookEndpoint }) {
  const calendar = useCalendar()
  const [day, setDay] = useState(() => today(calendar))
  const [said, setSaid] = useState('')
  const name = `/${endpoint.id}/since`
  const sending = useSending(replayWebhookEvents, {
    onSuccess: ({ deliveries }) =>
      setSaid(deliveries === 1 ? 'One event is sent again.' : `${deliveries} events are sent again.`),
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setSaid('')
    const since = startOf(calendar, day)
    if (since) sending.send({ params: { endpointId: endpoint.id }, body: { since } })
    else sending.refuse([{ pointer: '/since', code: 'invalid', detail: 'Give a date, such as 16 4 2026' }])
  }
  return (
    <Details summary="Send everything again since a day">
      <form onSubmit={send} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} under={`/${endpoint.id}`} />
        <DateInput
          name={name}
          label="Since which day?"
          hint="What your agency was told since then, of the types that this endpoint is told"
          error={sending.errorAt('/since')}
          value={day}
          onChange={setDay}
        />
        <Button variant="secondary" busy={sending.busy}>
          Send it again
        </Button>
        <output className="govuk-body">{said}</output>
      </form>
    </Details>
  )
}
