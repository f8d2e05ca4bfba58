import {
  listWebhookDeliveries,
  listWebhookEndpoints,
  replayWebhookDelivery,
} from '@alongside/shared/webhooks/addresses'
import type { WebhookDelivery, WebhookEndpoint } from '@alongside/shared/webhooks/contract'
import { waitingDeliveryStates, whyNotReplay } from '@alongside/shared/webhooks/rules'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Moment } from '../time/moment.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { attemptWords, stateColours, stateWords } from './words.ts'

/** How often the log is read again while something was not tried yet. */
const lookAgain = 1_500

/** What became of each attempt; nothing of what was sent or answered. */
export function DeliveryLog({ endpoint }: { endpoint: WebhookEndpoint }) {
  const [cursor, setCursor] = useState<string>()
  const [coming, setComing] = useState(false)
  const log = useRead(
    listWebhookDeliveries,
    { params: { endpointId: endpoint.id }, query: { limit: 10, cursor } },
    { keepPrevious: true, staleTime: 0, ...(coming && { refetchInterval: lookAgain }) },
  )
  const untried = endpoint.enabled && (log.data?.items ?? []).some(isComing)
  if (untried !== coming) setComing(untried)
  const queries = useQueryClient()
  // What it was tried with may have stopped the endpoint.
  useEffect(() => {
    if (!coming) return undefined
    return () =>
      void queries.invalidateQueries({ queryKey: [listWebhookEndpoints.tag, listWebhookEndpoints.id] })
  }, [coming, queries])
  const replaying = useSending(replayWebhookDelivery, { onSuccess: () => setCursor(undefined) })
  const again: Column<WebhookDelivery> = {
    header: 'Send again',
    hiddenHeader: true,
    cell: ({ id, type, state, createdAt }) =>
      whyNotReplay({ state }, endpoint) === null && (
        <button
          type="button"
          className="app-link-button"
          onClick={() => replaying.send({ params: { deliveryId: id }, body: {} })}
        >
          Send again
          <span className="govuk-visually-hidden">
            : {type}, <Moment at={createdAt} />
          </span>
        </button>
      ),
  }
  return (
    <Awaited read={log} label="Loading the deliveries" lines={3}>
      {({ items, next }) => (
        <>
          <Refused error={replaying.error} attempt={replaying.attempt} />
          {items.length === 0 ? (
            <p className="govuk-body">Nothing was sent to it yet.</p>
          ) : (
            <Table
              caption="Deliveries, newest first"
              captionSize="s"
              columns={[...columns, again]}
              rows={items}
              rowKey={({ id }) => id}
              rowHeaders
              stack
            />
          )}
          <ButtonGroup>
            {cursor !== undefined && (
              <Button type="button" variant="secondary" onClick={() => setCursor(undefined)}>
                Newest deliveries
              </Button>
            )}
            {next !== null && (
              <Button type="button" variant="secondary" onClick={() => setCursor(next)}>
                Older deliveries
              </Button>
            )}
          </ButtonGroup>
        </>
      )}
    </Awaited>
  )
}

const isComing = ({ state, attempts }: WebhookDelivery) =>
  waitingDeliveryStates.some((waiting) => waiting === state) && attempts.length === 0

const columns: Column<WebhookDelivery>[] = [
  {
    header: 'Event',
    cell: ({ type, replay }) => (
      <>
        {type} {replay && <Badge colour="grey">Again</Badge>}
      </>
    ),
  },
  { header: 'Since', cell: ({ createdAt }) => <Moment at={createdAt} />, nowrap: true },
  {
    header: 'State',
    cell: ({ state, nextAttemptAt, attempts }) => (
      <span>
        <Badge colour={stateColours[state]}>{stateWords[state]}</Badge>
        {nextAttemptAt && attempts.length > 0 && (
          <span className="app-quiet">
            {' '}
            Next try <Moment at={nextAttemptAt} />
          </span>
        )}
      </span>
    ),
  },
  {
    header: 'Attempts',
    cell: ({ attempts }) => (
      <ul className="govuk-list">
        {attempts.map((attempt) => (
          <li key={attempt.at}>
            <Moment at={attempt.at} />: {attemptWords(attempt)}
          </li>
        ))}
      </ul>
    ),
  },
]
