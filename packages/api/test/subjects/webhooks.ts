import { addWebhookEndpoint, testWebhookEndpoint } from '@alongside/shared/webhooks/contract'
import { done } from '../../src/demo/found.ts'
import { relayOutbox } from '../../src/jobs/relay.ts'
import type { Eastmarsh } from '../world.ts'
import type { Subjects } from './subject.ts'

export async function arrangeWebhooks({ as, services }: Eastmarsh) {
  const { id: endpointId } = await done(as.coordinator, addWebhookEndpoint, {
    body: addWebhookEndpoint.example,
  })
  const tests = [1, 2, 3].map(() =>
    done(as.coordinator, testWebhookEndpoint, { params: { endpointId }, body: {} }),
  )
  const [delivery] = await Promise.all(tests)
  await relayOutbox(services)
  return { endpointId, deliveryId: delivery!.id }
}

export const webhookSubjects = {
  // Its agency's own, and none's but that.
  endpointId: { bound: 'case', params: ({ endpointId }) => ({ endpointId }) },
  deliveryId: { bound: 'case', params: ({ deliveryId }) => ({ deliveryId }) },
} satisfies Subjects
