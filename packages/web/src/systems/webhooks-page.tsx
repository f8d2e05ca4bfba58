import { listWebhookEndpoints } from '@alongside/shared/webhooks/addresses'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { AddEndpoint } from './add-endpoint.tsx'
import { Endpoint } from './endpoint.tsx'

/** API-3: where the agency’s own systems are told what happens. */
export default function WebhooksPage() {
  const endpoints = useRead(listWebhookEndpoints, {})
  const [added, setAdded] = useState<{ id: string; secret: string } | null>(null)
  return (
    <>
      <BackLink>
        <Link {...paths.systems}>Other systems</Link>
      </BackLink>
      <Page title="Webhooks" heading="Webhooks">
        <p className="govuk-body">
          Your agency’s own systems can be told what happens, as it happens: what kind of thing, and the
          numbers to look it up by. No names, and nothing of cases that your agency may not see.
        </p>
        <AddEndpoint endpoints={endpoints.data?.items ?? []} onAdded={setAdded} />
        <Awaited read={endpoints} label="Loading the endpoints" lines={4}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title="No system is told yet">
                A system that cannot be called reads the same events from the feed.
              </EmptyState>
            ) : (
              items.map((endpoint) => (
                <Endpoint
                  key={endpoint.id}
                  endpoint={endpoint}
                  secret={added?.id === endpoint.id ? added.secret : undefined}
                />
              ))
            )
          }
        </Awaited>
      </Page>
    </>
  )
}
