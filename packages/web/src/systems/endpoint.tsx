import {
  changeWebhookEndpoint,
  changeWebhookSecret,
  removeWebhookEndpoint,
  testWebhookEndpoint,
} from '@alongside/shared/webhooks/addresses'
import type { WebhookEndpoint } from '@alongside/shared/webhooks/contract'
import { whyNotSend } from '@alongside/shared/webhooks/rules'
import { useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Moment } from '../time/moment.tsx'
import { AskFirst } from '../ui/ask-first.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { ShownOnce } from '../ui/shown-once.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { ChangeEndpoint } from './change-endpoint.tsx'
import { DeliveryLog } from './delivery-log.tsx'
import { ReplaySince } from './replay-since.tsx'
import { stopWords } from './words.ts'

/** `secret`: as it was added just now. */
export function Endpoint({ endpoint, secret }: { endpoint: WebhookEndpoint; secret?: string | undefined }) {
  const { id, version, address, description, enabled } = endpoint
  const [changed, setChanged] = useState('')
  const [removing, setRemoving] = useState(false)
  const testing = useSending(testWebhookEndpoint)
  const switching = useSending(changeWebhookEndpoint)
  const renewing = useSending(changeWebhookSecret, { onSuccess: (made) => setChanged(made.secret) })
  const params = { endpointId: id }
  const sends = whyNotSend(endpoint) === null
  const shown = changed || secret
  const headingId = `endpoint-${id}`
  return (
    <section className="app-section" aria-labelledby={headingId}>
      <h2 className="govuk-heading-m app-as-typed" id={headingId}>
        {description || address}
      </h2>
      {shown && (
        <ShownOnce
          key={shown}
          name={`/secret-${id}`}
          label="The secret, shown this once. With it your system verifies what it is sent."
          value={shown}
        />
      )}
      <Particulars endpoint={endpoint} />
      <Refused
        error={testing.error ?? switching.error ?? renewing.error}
        attempt={testing.attempt + switching.attempt + renewing.attempt}
      />
      <ButtonGroup>
        {sends && (
          <Button
            type="button"
            busy={testing.busy}
            aria-describedby={headingId}
            onClick={() => testing.send({ params, body: {} })}
          >
            Send a test
          </Button>
        )}
        <Button
          type="button"
          variant="secondary"
          busy={switching.busy}
          aria-describedby={headingId}
          onClick={() => switching.send({ params, version, body: { enabled: !enabled } })}
        >
          {enabled ? 'Turn it off' : 'Turn it on'}
        </Button>
        <Button
          type="button"
          variant="secondary"
          busy={renewing.busy}
          aria-describedby={headingId}
          onClick={() => renewing.send({ params, version, body: {} })}
        >
          Make a new secret
        </Button>
        <Button
          type="button"
          variant="warning"
          aria-describedby={headingId}
          onClick={() => setRemoving(true)}
        >
          Remove it
        </Button>
      </ButtonGroup>
      <Remove endpoint={endpoint} open={removing} onClose={() => setRemoving(false)} />
      <ChangeEndpoint endpoint={endpoint} />
      <DeliveryLog endpoint={endpoint} />
      {sends && <ReplaySince endpoint={endpoint} />}
    </section>
  )
}

function Particulars({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { address, types, enabled, stoppedFor, stoppedAt, failingSince, previousSecretUntil, createdAt } =
    endpoint
  const state = enabled ? (
    <>
      <Badge colour={failingSince ? 'red' : 'green'}>{failingSince ? 'Failing' : 'On'}</Badge>{' '}
      {failingSince && (
        <span>
          It has taken nothing since <Moment at={failingSince} />; after three days it is stopped.
        </span>
      )}
    </>
  ) : (
    <>
      <Badge colour="grey">Off</Badge> {stoppedFor && stopWords[stoppedFor]}
      {stoppedAt && (
        <>
          {' '}
          <Moment at={stoppedAt} />
        </>
      )}
    </>
  )
  const before = previousSecretUntil && {
    key: 'Secret before',
    value: (
      <>
        Signs beside the new one until <Moment at={previousSecretUntil} />
      </>
    ),
  }
  return (
    <SummaryList
      rows={[
        { key: 'Address', value: <span className="app-as-typed">{address}</span> },
        { key: 'Is told', value: types.length === 0 ? 'Everything' : types.join(', ') },
        { key: 'State', value: state },
        { key: 'Added', value: <Moment at={createdAt} /> },
        ...(before ? [before] : []),
      ]}
    />
  )
}

function Remove({
  endpoint: { id, version, description, address },
  open,
  onClose,
}: {
  endpoint: WebhookEndpoint
  open: boolean
  onClose: () => void
}) {
  const sending = useSending(removeWebhookEndpoint, { onSuccess: onClose })
  return (
    <AskFirst
      open={open}
      onClose={onClose}
      title={`Remove ${description || address}?`}
      yes="Remove it now"
      variant="warning"
      busy={sending.busy}
      onYes={() => sending.send({ params: { endpointId: id }, version, body: {} })}
    >
      <Refused error={sending.error} attempt={sending.attempt} />
      <p>It is told nothing any more, and its deliveries are listed no longer.</p>
    </AskFirst>
  )
}
