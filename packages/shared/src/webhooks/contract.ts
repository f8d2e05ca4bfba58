import Type, { type Static } from 'typebox'
import { noCaseData } from '../audit.ts'
import { command, Nothing, query } from '../contract.ts'
import { wishedTypes } from '../events/catalogue.ts'
import { ToldType } from '../events/contract.ts'
import { oneLine } from '../limits.ts'
import {
  Choice,
  Closed,
  Id,
  Instant,
  LineOrNone,
  ListOf,
  Nullable,
  Page,
  PageQuery,
  Text,
  Version,
} from '../scalars.ts'
import * as at from './addresses.ts'
import { attemptsAtMost, endpointsAtMost } from './rules.ts'
import { deliveryStates } from './values.ts'

const Address = Type.String({
  minLength: 1,
  maxLength: 1000,
  pattern: oneLine,
  description: 'https, and public: the address that its name leads to is looked at each time',
})
const Wished = Type.Array(Choice(wishedTypes, { $id: 'WishedEventType' }), {
  maxItems: 100,
  uniqueItems: true,
  description: 'Empty: all of them',
})

export const stops = ['by_hand', 'gone', 'failing', 'unreadable'] as const

export const WebhookEndpoint = Closed(
  {
    id: Id,
    version: Version,
    description: Text(200),
    address: Address,
    types: Wished,
    enabled: Type.Boolean(),
    stoppedFor: Nullable(
      Choice(stops, {
        $id: 'WebhookStop',
        description:
          '`gone`: it answered 410. `failing`: it took nothing for three days. `unreadable`: the secret that signs for it cannot be read; give it a new one and turn it on',
      }),
    ),
    stoppedAt: Nullable(Instant),
    failingSince: Nullable(Instant),
    previousSecretUntil: Nullable(Instant),
    createdAt: Instant,
  },
  { $id: 'WebhookEndpoint' },
)
export type WebhookEndpoint = Static<typeof WebhookEndpoint>

const WebhookEndpointWithSecret = Closed(
  {
    ...WebhookEndpoint.properties,
    secret: Type.String({
      maxLength: 100,
      pattern: '^whsec_',
      description: 'Shown this once; verifies `webhook-signature` (Standard Webhooks 1.0)',
    }),
  },
  { $id: 'WebhookEndpointWithSecret' },
)

/**
 * Why an attempt failed, in a word; what the receiver wrote is kept nowhere. Of a name that leads inside no more is said than
 * of one that nobody has: the log is no way to ask which names there are in our network.
 */
export const deliveryErrors = [
  'address_not_reached',
  'no_connection',
  'certificate_not_valid',
  'no_answer_in_time',
  'redirected',
  'gone',
  'not_accepted',
] as const
export type DeliveryError = (typeof deliveryErrors)[number]

export const WebhookDelivery = Closed(
  {
    id: Id,
    endpointId: Id,
    eventId: Nullable(Id),
    type: ToldType,
    state: Choice(deliveryStates, {
      $id: 'WebhookDeliveryState',
      description: '`withheld`: by then the agency might no longer hear of it',
    }),
    replay: Type.Boolean(),
    createdAt: Instant,
    nextAttemptAt: Nullable(Instant),
    attempts: ListOf(
      Closed(
        {
          at: Instant,
          status: Nullable(Type.Integer({ minimum: 100, maximum: 999 })),
          ms: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
          error: Nullable(Choice(deliveryErrors, { $id: 'WebhookDeliveryError' })),
        },
        { $id: 'WebhookAttempt' },
      ),
      attemptsAtMost,
    ),
  },
  { $id: 'WebhookDelivery' },
)
export type WebhookDelivery = Static<typeof WebhookDelivery>
const params = { endpointId: Id }

export const listWebhookEndpoints = query(at.listWebhookEndpoints, {
  summary: 'Where my agency’s own systems are told what happens (API-3)',
  reply: Closed({ items: ListOf(WebhookEndpoint, endpointsAtMost) }, { $id: 'WebhookEndpoints' }),
  audit: noCaseData,
})

export const addWebhookEndpoint = command(at.addWebhookEndpoint, {
  summary: 'Tell my agency’s own system what happens, from now on',
  description:
    'POSTs `{ type, timestamp, data }` after Standard Webhooks 1.0. Answer any 2xx within 15 seconds; else it is tried again ten times in three days. A redirect is not followed; 410 stops the endpoint.',
  body: Closed(
    { description: Type.Optional(LineOrNone(200)), address: Address, types: Type.Optional(Wished) },
    { $id: 'NewWebhookEndpoint' },
  ),
  reply: WebhookEndpointWithSecret,
  status: 201,
  audit: 'webhook.added',
  refusals: ['webhook.too_many'],
  example: {
    description: 'The case system',
    address: 'https://cases.agency.example/hooks/alongside',
    types: ['action.agreed', 'case.access_ended'],
  },
})

export const readWebhookEndpoint = query(at.readWebhookEndpoint, {
  params,
  summary: 'One of my agency’s endpoints',
  reply: WebhookEndpoint,
  audit: noCaseData,
})

export const changeWebhookEndpoint = command(at.changeWebhookEndpoint, {
  params,
  summary: 'Change where it goes and what it is told; turn it off and on',
  description:
    'What waits when it is turned off goes out when it is on again; what happens meanwhile does not.',
  body: Closed(
    {
      description: Type.Optional(LineOrNone(200)),
      address: Type.Optional(Address),
      types: Type.Optional(Wished),
      enabled: Type.Optional(Type.Boolean()),
    },
    { $id: 'WebhookEndpointChange' },
  ),
  reply: WebhookEndpoint,
  conditional: true,
  audit: 'webhook.changed',
  example: { enabled: true },
})

export const removeWebhookEndpoint = command(at.removeWebhookEndpoint, {
  params,
  summary: 'Tell it nothing any more, and list it no longer',
  body: Nothing,
  reply: Nothing,
  conditional: true,
  audit: 'webhook.removed',
  example: {},
})

export const changeWebhookSecret = command(at.changeWebhookSecret, {
  params,
  summary: 'Make a new secret; the one before signs beside it for seven days',
  body: Nothing,
  reply: WebhookEndpointWithSecret,
  conditional: true,
  audit: 'webhook.secret_changed',
  example: {},
})

export const testWebhookEndpoint = command(at.testWebhookEndpoint, {
  params,
  summary: 'Send it `webhook.test`',
  body: Nothing,
  reply: WebhookDelivery,
  status: 201,
  audit: 'webhook.tested',
  refusals: ['webhook.stopped'],
  example: {},
})

export const listWebhookDeliveries = query(at.listWebhookDeliveries, {
  params,
  summary: 'What it was sent, newest first, and what became of each attempt',
  query: PageQuery,
  reply: Page(WebhookDelivery, 'WebhookDeliveryPage'),
  audit: noCaseData,
})

export const replayWebhookDelivery = command(at.replayWebhookDelivery, {
  params: { deliveryId: Id },
  summary: 'Send it once more, under the same `webhook-id`',
  body: Nothing,
  reply: WebhookDelivery,
  status: 201,
  audit: 'webhook.replayed',
  refusals: ['webhook.waits', 'webhook.stopped'],
  example: {},
})

export const replayWebhookEvents = command(at.replayWebhookEvents, {
  params,
  summary: 'Send everything that my agency was told since then, of the types that it wishes',
  body: Closed({ since: Instant }, { $id: 'WebhookReplay' }),
  reply: Closed(
    { deliveries: Type.Integer({ minimum: 0, maximum: 2147483647 }) },
    { $id: 'WebhookReplayed' },
  ),
  audit: 'webhook.replayed',
  refusals: ['webhook.stopped'],
  example: { since: '2026-03-02T09:00:00Z' },
})
