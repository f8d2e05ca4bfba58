import {
  type AnyCommand,
  type AnyQuery,
  type Body,
  type Contract,
  type Params,
  pathOf,
  type Query,
  type Reply,
  type Tag,
} from '@alongside/shared/contract'
import { type Fault, type ProblemCode, problems } from '@alongside/shared/problems'
import { refreshSession } from '@alongside/shared/sessions/contract'
import {
  keepPreviousData,
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useRef } from 'react'

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

/** Worth trying again by itself: no answer, an answer of "later", or our own first try still under way. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Unreachable ||
  (error instanceof ProblemError &&
    (error.problem.status === 503 || error.problem.code === 'idempotency.in_flight'))

type Loose<T> = { [K in keyof T]: T[K] | undefined }
type WithParams<C> = keyof Params<C> extends never ? { params?: {} } : { params: Params<C> }
export type Asked<C extends AnyQuery> = WithParams<C> & { query?: Loose<Query<C>> }
/**
 * `version`: what was read, sent as If-Match. `idempotencyKey`: given only where an attempt outlives the component;
 * null: none is sent, so that the API keeps no answer.
 */
export type Said<C extends AnyCommand> = WithParams<C> & {
  body: Body<C>
  version?: number
  idempotencyKey?: string | null
}

/** One request to the API, signed in by its cookies. @throws ProblemError · Unreachable */
export async function request<C extends AnyQuery>(contract: C, asked: Asked<C>): Promise<Reply<C>>
export async function request<C extends AnyCommand>(contract: C, said: Said<C>): Promise<Reply<C>>
export async function request(contract: Contract, sent: object): Promise<unknown> {
  const again = () => exchange(contract, sent as Sent)
  const begun = refreshes
  try {
    return await again()
  } catch (error) {
    if (contract.permission === 'anyone' || !isProblem(error, 'session.required')) throw error
    // Another request may have got fresh cookies since this one left.
    if (begun === refreshes) await refreshed()
    return again()
  }
}

interface Sent {
  params?: Record<string, string>
  query?: Record<string, string | number | boolean | undefined>
  body?: unknown
  version?: number
  idempotencyKey?: string | null
}

async function exchange(contract: Contract, sent: Sent): Promise<unknown> {
  const { params, query = {}, body, version, idempotencyKey } = sent
  const address = new URL(pathOf(contract, params), globalThis.location.href)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) address.searchParams.set(name, String(value))
  }
  const headers = new Headers({ accept: 'application/json' })
  const withBody = contract.method !== 'GET' && contract.method !== 'DELETE'
  if (withBody) headers.set('content-type', 'application/json')
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
  if (response.ok && contract.kind === 'query' && contract.media !== 'application/json')
    return { name: fileName(response), bytes: await response.blob() }
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer
  throw new ProblemError(isProblemDetails(answer) ? answer : unexplained(response.status))
}

/** Fetches a file and hands it to the browser as a download. @throws ProblemError · Unreachable */
export async function download<C extends AnyQuery>(
  contract: C,
  params: Params<C>,
  query?: Query<C>,
): Promise<void> {
  const { name, bytes } = (await request(contract, { params, query } as unknown as Asked<C>)) as {
    name: string
    bytes: Blob
  }
  const address = URL.createObjectURL(bytes)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

const fileName = (response: Response) =>
  /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'document'

const isProblemDetails = (answer: unknown): answer is Problem =>
  typeof answer === 'object' && answer !== null && 'code' in answer && 'status' in answer

/** Something between us and the API answered, a proxy for instance. */
function unexplained(status: number): Problem {
  const code = status === 502 || status === 503 || status === 504 ? 'service.unavailable' : 'internal'
  return { code, title: problems[code].title, status: problems[code].status, detail: problems[code].fix }
}

let refreshes = 0
let refreshing: Promise<void> | undefined

/** Fresh cookies, asked for once however many requests wait for them. @throws ProblemError when the session is over */
function refreshed(): Promise<void> {
  refreshing ??= renewSession()
    .then(() => undefined)
    .finally(() => {
      refreshing = undefined
    })
  return refreshing
}

/** Trades the refresh cookie for fresh ones; who listens hears when the session turns out to be over. */
export async function renewSession(): Promise<Reply<typeof refreshSession>> {
  try {
    const session = (await exchange(refreshSession, {})) as Reply<typeof refreshSession>
    refreshes += 1
    for (const heard of listeners) heard({ renewed: session })
    return session
  } catch (error) {
    if (isProblem(error, 'session.required')) for (const heard of listeners) heard('over')
    throw error
  }
}

type SessionNews = 'over' | { renewed: Reply<typeof refreshSession> }
const listeners = new Set<(news: SessionNews) => void>()

/** Tells when the session was renewed on the way, or is over. Gives back how to stop listening. */
export function onSession(heard: (news: SessionNews) => void): () => void {
  listeners.add(heard)
  return () => listeners.delete(heard)
}

const tries = 3
const later = (failures: number) => Math.min(1000 * 2 ** failures, 8000)

export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < tries && isPassing(error),
        retryDelay: later,
        staleTime: 15_000,
        // Every read of a case is on record: coming back to the tab is no reason to read again.
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })

interface ReadOptions {
  /** A function is asked each time that the read would be made again. */
  enabled?: boolean | (() => boolean)
  /** Milliseconds for which an answer is good. */
  staleTime?: number
  /** Milliseconds between readings, while the tab is in view. Keeps the session alive: for live pages only. */
  refetchInterval?: number
  /** Shows the last page of a list until the next has come. */
  keepPrevious?: boolean
}

export const keyOf = <C extends AnyQuery>(contract: C, asked: Asked<C>) =>
  [contract.tag, contract.id, asked.params ?? {}, asked.query ?? {}] as const

export function useRead<C extends AnyQuery>(
  contract: C,
  asked: Asked<C>,
  { keepPrevious = false, ...options }: ReadOptions = {},
): UseQueryResult<Reply<C>> {
  return useQuery<Reply<C>>({
    queryKey: keyOf(contract, asked),
    queryFn: () => request(contract, asked),
    ...options,
    ...(keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
  })
}

/** A read whose question may hold a name: by POST, so that no address holds it, and with no answer kept for later. */
export const lookUp = <C extends AnyCommand>(contract: C, body: Loose<Body<C>>): Promise<Reply<C>> =>
  request(contract, { body, idempotencyKey: null } as never)

/**
 * Such a read as the page shows it. Tried again by itself only where the API said "later": what got no answer may be on
 * record already, and asking twice would put it there twice.
 */
export function useLookup<C extends AnyCommand>(
  contract: C,
  body: Loose<Body<C>>,
  { enabled }: { enabled: boolean },
): UseQueryResult<Reply<C>> {
  return useQuery<Reply<C>>({
    queryKey: [contract.tag, contract.id, body],
    queryFn: () => lookUp(contract, body),
    enabled,
    retry: (failures, error) => failures < tries && isPassing(error) && !(error instanceof Unreachable),
    placeholderData: keepPreviousData as never,
  })
}

/** What may look different after a change of this kind. */
const affected: Record<Tag, readonly Tag[]> = {
  Sessions: [],
  Partnership: ['Partnership', 'Work', 'Audit'],
  Referrals: ['Referrals', 'Cases', 'Meetings', 'Work', 'Audit'],
  Cases: ['Cases', 'Referrals', 'Meetings', 'Work', 'Audit'],
  Meetings: ['Meetings', 'Documents', 'Cases', 'Referrals', 'Actions', 'Work', 'Audit'],
  Documents: ['Documents', 'Meetings', 'Work', 'Audit'],
  Actions: ['Actions', 'Meetings', 'Cases', 'Work', 'Audit'],
  Work: ['Work'],
  Audit: ['Audit'],
  Monitoring: ['Monitoring', 'Audit'],
  'Other systems': ['Other systems', 'Audit', 'Work'],
  Platform: ['Partnership'],
}

interface ChangeOptions<C extends AnyCommand> {
  onSuccess?: (reply: Reply<C>, said: Said<C>) => void
  onError?: (error: Error, said: Said<C>) => void
}

/**
 * A change. A POST that got no answer is tried again with its own key, and so is the same press of the same button
 * afterwards: it happens once (API-4). Other changes are not repeated by themselves.
 */
export function useChange<C extends AnyCommand>(
  contract: C,
  options: ChangeOptions<C> = {},
): UseMutationResult<Reply<C>, Error, Said<C>> {
  const queries = useQueryClient()
  const attempt = useRef<{ said: string; key: string } | null>(null)
  return useMutation<Reply<C>, Error, Said<C>>({
    mutationFn: async (said) => {
      const words = JSON.stringify(said)
      if (attempt.current?.said !== words)
        attempt.current = { said: words, key: said.idempotencyKey ?? crypto.randomUUID() }
      try {
        const reply = await request(contract, { ...said, idempotencyKey: attempt.current.key })
        attempt.current = null
        return reply
      } catch (error) {
        if (!isPassing(error)) attempt.current = null
        throw error
      }
    },
    retry: (failures, error) => contract.method === 'POST' && failures < tries && isPassing(error),
    retryDelay: later,
    onSuccess: (reply, said) => {
      options.onSuccess?.(reply, said)
      for (const tag of affected[contract.tag]) void queries.invalidateQueries({ queryKey: [tag] })
    },
    ...(options.onError ? { onError: options.onError } : {}),
  })
}
