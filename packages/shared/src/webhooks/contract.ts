import Type, { type Static } from 'typebox'
import { noCaseData } from '../audit.ts'
import { command, Nothing, query } from '../contract.ts'
import { wishedTypes } from '../events/catalogue.ts'
import { ToldType } from '../events/contract.ts'
import {
  Choice,
  Closed,
  Id,
  Instant,
  ListOf,
  Nullable,
  Page,
  PageQuery,
  storable,
  Text,
  Version,
} from '../scalars.ts'
import { attemptsAtMost, endpointsAtMost } from './rules.ts'

const Address = Type.String({
  minLength: 1,
  maxLength: 1000,
  pattern: storable,
  description: 'https, and public: the address that its name leads to is looked at each time',
})
const Wished = Type.Array(Choice(wishedTypes, { $id: 'WishedEventType' }), {
  maxItems: 100,
  uniqueItems: true,
  description: 'Empty: all of them',
})

export const stops = ['by hand', 'gone', 'failing'] as const

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
        description: '`gone`: it answered 410. `failing`: it took nothing for three days',
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

export const deliveryStates = ['waiting', 'delivered', 'given up', 'withheld'] as const
/** Why an attempt failed, in a word; what the receiver wrote is kept nowhere. */
export const deliveryErrors = [
  'address not allowed',
  'name not found',
  'no connection',
  'certificate not valid',
  'no answer in time',
  'redirected',
  'gone',
  'not accepted',
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

const tag = 'Other systems'
const permission = 'webhooks:manage'
const params = { endpointId: Id }

export const listWebhookEndpoints = query({
  id: 'listWebhookEndpoints',
  path: '/v1/webhook-endpoints',
  tag,
  summary: 'Where my agency’s own systems are told what happens (API-3)',
  permission,
  reply: Closed({ items: ListOf(WebhookEndpoint, endpointsAtMost) }, { $id: 'WebhookEndpoints' }),
  audit: noCaseData,
})

export const addWebhookEndpoint = command({
  id: 'addWebhookEndpoint',
  path: '/v1/webhook-endpoints',
  tag,
  summary: 'Tell my agency’s own system what happens, from now on',
  description:
    'POSTs `{ type, timestamp, data }` after Standard Webhooks 1.0. Answer any 2xx within 15 seconds; else it is tried again ten times in three days. A redirect is not followed; 410 stops the endpoint.',
  permission,
  body: Closed(
    { description: Type.Optional(Text(200)), address: Address, types: Type.Optional(Wished) },
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

export const readWebhookEndpoint = query({
  id: 'readWebhookEndpoint',
  path: '/v1/webhook-endpoints/:endpointId',
  tag,
  params,
  summary: 'One of my agency’s endpoints',
  permission,
  reply: WebhookEndpoint,
  audit: noCaseData,
})

export const changeWebhookEndpoint = command({
  id: 'changeWebhookEndpoint',
  path: '/v1/webhook-endpoints/:endpointId',
  method: 'PATCH',
  tag,
  params,
  summary: 'Change where it goes and what it is told; turn it off and on',
  description:
    'What waits when it is turned off goes out when it is on again; what happens meanwhile does not.',
  permission,
  body: Closed(
    {
      description: Type.Optional(Text(200)),
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

export const removeWebhookEndpoint = command({
  id: 'removeWebhookEndpoint',
  path: '/v1/webhook-endpoints/:endpointId',
  method: 'DELETE',
  tag,
  params,
  summary: 'Tell it nothing any more, and list it no longer',
  permission,
  body: Nothing,
  reply: Nothing,
  conditional: true,
  audit: 'webhook.removed',
  example: {},
})

export const changeWebhookSecret = command({
  id: 'changeWebhookSecret',
  path: '/v1/webhook-endpoints/:endpointId/secret',
  tag,
  params,
  summary: 'Make a new secret; the one before signs beside it for seven days',
  permission,
  body: Nothing,
  reply: WebhookEndpointWithSecret,
  conditional: true,
  audit: 'webhook.secret_changed',
  example: {},
})

export const testWebhookEndpoint = command({
  id: 'testWebhookEndpoint',
  path: '/v1/webhook-endpoints/:endpointId/test',
  tag,
  params,
  summary: 'Send it `webhook.test`',
  permission,
  body: Nothing,
  reply: WebhookDelivery,
  status: 201,
  audit: 'webhook.tested',
  refusals: ['webhook.stopped'],
  example: {},
})

export const listWebhookDeliveries = query({
  id: 'listWebhookDeliveries',
  path: '/v1/webhook-endpoints/:endpointId/deliveries',
  tag,
  params,
  summary: 'What it was sent, newest first, and what became of each attempt',
  permission,
  query: PageQuery,
  reply: Page(WebhookDelivery, 'WebhookDeliveryPage'),
  audit: noCaseData,
})

export const replayWebhookDelivery = command({
  id: 'replayWebhookDelivery',
  path: '/v1/webhook-deliveries/:deliveryId/replay',
  tag,
  params: { deliveryId: Id },
  summary: 'Send it once more, under the same `webhook-id`',
  permission,
  body: Nothing,
  reply: WebhookDelivery,
  status: 201,
  audit: 'webhook.replayed',
  refusals: ['webhook.stopped'],
  example: {},
})

export const replayWebhookEvents = command({
  id: 'replayWebhookEvents',
  path: '/v1/webhook-endpoints/:endpointId/replay',
  tag,
  params,
  summary: 'Send everything that my agency was told since then, of the types that it wishes',
  permission,
  body: Closed({ since: Instant }, { $id: 'WebhookReplay' }),
  reply: Closed(
    { deliveries: Type.Integer({ minimum: 0, maximum: 2147483647 }) },
    { $id: 'WebhookReplayed' },
  ),
  audit: 'webhook.replayed',
  refusals: ['webhook.stopped'],
  example: { since: '2026-03-02T09:00:00Z' },
})
