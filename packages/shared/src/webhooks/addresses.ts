import { at } from '../addresses.ts'

const { read, post, patch, remove } = at('Other systems')

export const listWebhookEndpoints = read('listWebhookEndpoints', '/v1/webhook-endpoints', 'webhooks:manage')
export const addWebhookEndpoint = post('addWebhookEndpoint', '/v1/webhook-endpoints', 'webhooks:manage', {
  stepUp: true,
})
export const readWebhookEndpoint = read(
  'readWebhookEndpoint',
  '/v1/webhook-endpoints/:endpointId',
  'webhooks:manage',
)
export const changeWebhookEndpoint = patch(
  'changeWebhookEndpoint',
  '/v1/webhook-endpoints/:endpointId',
  'webhooks:manage',
  { stepUp: true },
)
export const removeWebhookEndpoint = remove(
  'removeWebhookEndpoint',
  '/v1/webhook-endpoints/:endpointId',
  'webhooks:manage',
)
export const changeWebhookSecret = post(
  'changeWebhookSecret',
  '/v1/webhook-endpoints/:endpointId/secret',
  'webhooks:manage',
  { stepUp: true },
)
export const testWebhookEndpoint = post(
  'testWebhookEndpoint',
  '/v1/webhook-endpoints/:endpointId/test',
  'webhooks:manage',
)
export const listWebhookDeliveries = read(
  'listWebhookDeliveries',
  '/v1/webhook-endpoints/:endpointId/deliveries',
  'webhooks:manage',
)
export const replayWebhookDelivery = post(
  'replayWebhookDelivery',
  '/v1/webhook-deliveries/:deliveryId/replay',
  'webhooks:manage',
)
export const replayWebhookEvents = post(
  'replayWebhookEvents',
  '/v1/webhook-endpoints/:endpointId/replay',
  'webhooks:manage',
)
