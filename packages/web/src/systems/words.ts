import type { WebhookDelivery, WebhookEndpoint } from '@alongside/shared/webhooks/contract'
import type { BadgeColour } from '../ui/badge.tsx'

type Attempt = WebhookDelivery['attempts'][number]

export const stopWords = {
  by_hand: 'Turned off by hand',
  gone: 'Stopped: it answered that it is gone',
  failing: 'Stopped: it took nothing for three days',
  unreadable: 'Stopped: its secret cannot be read. Make a new one, then turn it on',
} as const satisfies Record<NonNullable<WebhookEndpoint['stoppedFor']>, string>

export const stateWords = {
  waiting: 'Waiting',
  delivered: 'Delivered',
  given_up: 'Given up',
  withheld: 'Withheld',
} as const satisfies Record<WebhookDelivery['state'], string>

export const stateColours = {
  waiting: 'blue',
  delivered: 'green',
  given_up: 'red',
  withheld: 'grey',
} as const satisfies Record<WebhookDelivery['state'], BadgeColour>

const errorWords = {
  address_not_reached: 'its name leads to no public address',
  no_connection: 'no connection',
  certificate_not_valid: 'its certificate is not valid',
  no_answer_in_time: 'no answer in time',
  redirected: 'it sent us elsewhere, where we do not go',
  gone: 'it is gone',
  not_accepted: 'it did not accept',
} as const satisfies Record<NonNullable<Attempt['error']>, string>

/** "500, it did not accept, 120 ms" */
export const attemptWords = ({ status, ms, error }: Attempt): string =>
  [status, error ? errorWords[error] : 'taken', `${ms} ms`].filter((word) => word !== null).join(', ')
