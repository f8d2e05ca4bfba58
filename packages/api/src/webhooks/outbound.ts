import type { LookupAddress } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import type { DeliveryError } from '@alongside/shared/webhooks/contract'
import { hostOf, isLoopback, mayReach, networksIn } from './address.ts'
import { openNames } from './names.ts'

export interface Outcome {
  /** What the receiver answered; null where it did not. */
  status: number | null
  error: DeliveryError | null
}

/** Where a request goes: `addresses` were looked at, and it goes to one of them whatever its name leads to by then. */
export interface Target {
  url: URL
  addresses: readonly LookupAddress[]
  headers: Record<string, string>
  body: string
  signal: AbortSignal
}

interface Ways {
  resolve: (host: string) => Promise<readonly LookupAddress[]>
  /** Gives the status. */
  connect: (target: Target) => Promise<number>
}

export interface Outbound {
  allowed: ReturnType<typeof networksIn>
  post: (address: string, headers: Record<string, string>, body: string) => Promise<Outcome>
}

/** The only way from here to an address that somebody outside chose. `ways`: what tests put in place of the network. */
export function openOutbound(
  { WEBHOOK_ALLOW, WEBHOOK_TIMEOUT_MS }: { WEBHOOK_ALLOW: string; WEBHOOK_TIMEOUT_MS: number },
  ways: Partial<Ways> = {},
): Outbound {
  const { resolve = openNames(), connect = send } = ways
  const allowed = networksIn(WEBHOOK_ALLOW)

  async function post(address: string, headers: Record<string, string>, body: string): Promise<Outcome> {
    const signal = AbortSignal.timeout(WEBHOOK_TIMEOUT_MS)
    try {
      const url = new URL(address)
      const addresses = await inTime(signal, addressesOf(hostOf(url)))
      const reachable = addresses.length > 0 && addresses.every((each) => mayReach(each.address, allowed))
      const open = url.protocol === 'https:' || addresses.every((each) => isLoopback(each.address))
      if (!reachable || !open) return { status: null, error: 'address_not_reached' }
      const status = await inTime(signal, connect({ url, addresses, headers, body, signal }))
      return { status, error: errorOfStatus(status) }
    } catch (error) {
      return { status: null, error: signal.aborted ? 'no_answer_in_time' : errorOfFailure(error) }
    }
  }

  async function addressesOf(host: string): Promise<readonly LookupAddress[]> {
    const family = isIP(host)
    return family ? [{ address: host, family }] : resolve(host)
  }
  return { allowed, post }
}

/** Finding a name cannot be called off; it is not waited for. */
function inTime<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const leave = () => late.reject(signal.reason)
  signal.addEventListener('abort', leave, { once: true })
  return Promise.race([work, late.promise]).finally(() => signal.removeEventListener('abort', leave))
}

/** One request on a connection of its own: no redirect is followed, no proxy asked, nothing of the answer read but its status. */
function send({ url, addresses, headers, body, signal }: Target): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    method: 'POST',
    agent: false,
    signal,
    maxHeaderSize: 16_384,
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Alongside-Webhooks/1',
      ...headers,
    },
    lookup: (_host, { all }, found) => {
      const [first] = addresses
      if (all) found(null, [...addresses])
      else found(null, first?.address ?? '', first?.family)
    },
  })
  request.on('error', reject)
  request.on('response', (response) => {
    response.on('error', () => undefined)
    resolve(response.statusCode ?? 0)
    request.destroy()
  })
  request.end(body)
  return promise
}

function errorOfStatus(status: number): DeliveryError | null {
  if (status >= 200 && status < 300) return null
  if (status === 410) return 'gone'
  return status >= 300 && status < 400 ? 'redirected' : 'not_accepted'
}

function errorOfFailure(error: unknown): DeliveryError {
  const code = String((error as { code?: unknown }).code)
  if (/^(ENOTFOUND|ENODATA|ESERVFAIL|EREFUSED|ETIMEOUT)$/.test(code)) return 'address_not_reached'
  return /CERT|SELF_SIGNED|UNABLE_TO|^ERR_TLS|^ERR_SSL/.test(code) ? 'certificate_not_valid' : 'no_connection'
}
