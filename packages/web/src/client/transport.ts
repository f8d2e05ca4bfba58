import type { Address } from '@alongside/shared/addresses'
import { pathOf, refreshHeader } from '@alongside/shared/addresses'
import type { AnyCommand, AnyQuery, Body, Params, Query } from '@alongside/shared/contract'
import type { Contracts } from '@alongside/shared/operations'
import type { Fault, ProblemCode } from '@alongside/shared/problems'
import { requestProblems } from '@alongside/shared/request-problems'

/** RFC 9457, as every refusal of the API comes. */
export interface Problem {
  code: ProblemCode
  title: string
  status: number
  /** How to put it right. */
  detail?: string
  /** The request's id, to name when asking for help. */
  instance?: string
  errors?: Fault[]
  currentVersion?: number
}

/** The API said no, and why. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

/** No answer came: the network, not the API. Nobody knows whether a change was carried out. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('Alongside cannot be reached from here', { cause })
  }
}

export const isProblem = (error: unknown, code: ProblemCode): boolean =>
  error instanceof ProblemError && error.problem.code === code

const passing: readonly ProblemCode[] = ['idempotency.in_flight', 'request.raced']

/** Worth trying again by itself: no answer, an answer of "later", our own first try still under way, others at the same. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Unreachable ||
  (error instanceof ProblemError && (error.problem.status === 503 || passing.includes(error.problem.code)))

/** The names of the operations whose contract is of that kind. */
type NamesOf<C> = { [I in keyof Contracts]: Contracts[I] extends C ? I : never }[keyof Contracts]
export type Read = NamesOf<AnyQuery>
export type Change = NamesOf<AnyCommand>

export type Loose<T> = { [K in keyof T]: T[K] | undefined }
type WithParams<I extends keyof Contracts> = keyof Params<Contracts[I]> extends never
  ? { params?: {} }
  : { params: Params<Contracts[I]> }
export type Asked<I extends Read> = WithParams<I> & { query?: Loose<Query<Contracts[I]>>; again?: boolean }
/**
 * `version`: what was read, sent as If-Match. `idempotencyKey`: given only where an attempt outlives the component;
 * null: none is sent, so that the API keeps no answer.
 */
export type Said<I extends Change> = WithParams<I> & {
  body: Body<Contracts[I]>
  version?: number
  idempotencyKey?: string | null
}

export interface Sent {
  params?: Record<string, string>
  query?: Record<string, string | number | boolean | undefined>
  body?: unknown
  version?: number
  idempotencyKey?: string | null
  /** The page shows it already, and reads it again by itself. */
  again?: boolean
}

/** One exchange with the API, as the cookies stand. @throws ProblemError · Unreachable */
export async function exchange(contract: Address, sent: Sent): Promise<unknown> {
  const { params, query = {}, body, version, idempotencyKey, again = false } = sent
  const address = new URL(pathOf(contract, params), globalThis.location.href)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) address.searchParams.set(name, String(value))
  }
  const headers = new Headers({ accept: 'application/json' })
  const withBody = contract.method !== 'GET' && contract.method !== 'DELETE'
  if (withBody) headers.set('content-type', 'application/json')
  if (again) headers.set(refreshHeader, '1')
  if (version !== undefined) headers.set('if-match', `"v${version}"`)
  if (contract.method === 'POST' && idempotencyKey !== null)
    headers.set('idempotency-key', idempotencyKey ?? crypto.randomUUID())

  const response = await fetch(address, {
    method: contract.method,
    headers,
    credentials: 'same-origin',
    ...(withBody ? { body: JSON.stringify(body ?? {}) } : {}),
  }).catch((cause: unknown) => {
    throw new Unreachable(cause)
  })
  if (response.ok && contract.media !== 'application/json')
    return { name: fileName(response), bytes: await response.blob() }
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer
  throw new ProblemError(isProblemDetails(answer) ? answer : unexplained(response.status))
}

const fileName = (response: Response) =>
  /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'document'

const isProblemDetails = (answer: unknown): answer is Problem =>
  typeof answer === 'object' && answer !== null && 'code' in answer && 'status' in answer

/** Something between us and the API answered, a proxy for instance. */
function unexplained(status: number): Problem {
  const code = status === 502 || status === 503 || status === 504 ? 'service.unavailable' : 'internal'
  const { title, status: known, fix } = requestProblems[code]
  return { code, title, status: known, detail: fix }
}
