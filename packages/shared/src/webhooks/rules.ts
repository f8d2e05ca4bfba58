import type { ProblemCode } from '../problems.ts'
import type { deliveryStates } from './values.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** How long after an attempt failed the next one comes: Standard Webhooks 1.0's schedule, three days in all. */
const pauses = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]
export const attemptsAtMost = pauses.length + 1

/** Up to a tenth more, so that what failed together is not tried again together. */
const jitter = 0.1

/** When to try again after `attempts` failed ones, the last at `at`. `chance`: from 0 to 1. Null: not again. */
export function nextAttempt(attempts: number, at: string, chance: number): string | null {
  const pause = pauses[attempts - 1]
  if (pause === undefined) return null
  return new Date(Date.parse(at) + Math.round(pause * (1 + jitter * chance))).toISOString()
}

const failingAtMost = 3 * 24 * hour

/** Whether an endpoint that failed at `now`, and has taken nothing since `failingSince`, is stopped, and why. */
export function whyStop(status: number | null, failingSince: string, now: string): 'gone' | 'failing' | null {
  if (status === 410) return 'gone'
  return Date.parse(now) - Date.parse(failingSince) >= failingAtMost ? 'failing' : null
}

/** Both secrets sign for so long after a new one was made. */
export const previousSecretUntil = (now: string): string =>
  new Date(Date.parse(now) + 7 * 24 * hour).toISOString()

export const endpointsAtMost = 20

/** API-3: `endpoints`: those that the agency has; null when one more can be added. */
export const whyNotAddEndpoint = (endpoints: readonly unknown[]): ProblemCode | null =>
  endpoints.length < endpointsAtMost ? null : 'webhook.too_many'

/** API-3: nothing is sent to an endpoint that is turned off, or was stopped; null when something can be. */
export const whyNotSend = ({ enabled }: { enabled: boolean }): ProblemCode | null =>
  enabled ? null : 'webhook.stopped'

type DeliveryState = (typeof deliveryStates)[number]

/** What is still sent by itself. */
export const waitingDeliveryStates = ['waiting'] as const satisfies DeliveryState[]

/** What an attempt makes of a delivery: it arrived, it is tried again, or it was tried for the last time. */
export const stateAfter = (arrived: boolean, nextAt: string | null): DeliveryState =>
  arrived ? 'delivered' : nextAt ? 'waiting' : 'given_up'

/** API-3: null when a delivery can be sent once more: what waits goes out by itself. */
export const whyNotReplay = (
  { state }: { state: DeliveryState },
  endpoint: { enabled: boolean },
): ProblemCode | null =>
  (waitingDeliveryStates as readonly DeliveryState[]).includes(state) ? 'webhook.waits' : whyNotSend(endpoint)
