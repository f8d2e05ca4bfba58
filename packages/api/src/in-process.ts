import { pathOf } from '@alongside/shared/addresses'
import type { AnyCommand, AnyQuery, Body, Contract, Params, Query, Reply } from '@alongside/shared/contract'
import type { ProblemCode } from '@alongside/shared/problems'
import type { FastifyInstance } from 'fastify'
import type { Actor } from './http/actor.ts'
import { isDeclared } from './http/openapi-errors.ts'

export interface Call<C extends Contract> {
  params?: Params<C>
  query?: C extends AnyQuery ? Query<C> : never
  body?: C extends AnyCommand ? Body<C> : never
  /** Sent as If-Match. */
  version?: number
  key?: string
  headers?: Record<string, string>
}

export interface Answered<T> {
  status: number
  body: T
  headers: Record<string, unknown>
}

/**
 * The API called from inside its own process, as a given actor, through every layer of HTTP: the demo and the tests.
 * @throws Error when it is refused by a code that its contract does not declare
 */
export function callerAs(app: FastifyInstance, actor: Actor | null) {
  return async function call<C extends Contract>(
    contract: C,
    { params, query, body, version, key, headers }: Call<C> = {},
  ): Promise<Answered<Reply<C>>> {
    const until = Math.floor(Date.parse(app.services.clock()) / 1000) + 600
    const response = await app.inject({
      method: contract.method,
      url: pathOf(contract, params as Record<string, string>),
      ...(query && {
        query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
      }),
      ...(body !== undefined && { payload: body as object }),
      payloadAsStream: contract.kind === 'stream',
      headers: {
        ...(actor && { authorization: `Bearer ${app.jwt.sign({ ...actor, until })}` }),
        ...(version !== undefined && { 'if-match': `"v${version}"` }),
        ...(key && { 'idempotency-key': key }),
        ...headers,
      },
    })
    const answer = contract.kind === 'stream' ? await firstOf(response) : answerIn(response)
    if (response.statusCode >= 400) mustBeDeclared(contract, answer)
    return { status: response.statusCode, body: answer as Reply<C>, headers: response.headers }
  }
}
/** A refusal that the contract does not name is a fault of the contract, which a client would meet unprepared. */
function mustBeDeclared(contract: Contract, answer: unknown): void {
  const { code } = answer as { code: ProblemCode }
  if (!isDeclared(contract, code))
    throw new Error(`${contract.id} is refused by ${code}, which its contract does not name`)
}

type Injected = Awaited<ReturnType<FastifyInstance['inject']>>

const isJson = ({ headers }: Injected) => /json/.test(String(headers['content-type']))

const answerIn = (response: Injected): unknown =>
  isJson(response) ? response.json() : { name: '', bytes: response.rawPayload }

/** Of a stream the first event's data, after which this caller hangs up; a refusal is a whole answer like any other. */
async function firstOf(response: Injected): Promise<unknown> {
  let heard = ''
  for await (const chunk of response.stream()) {
    heard += String(chunk)
    if (!isJson(response) && heard.includes('\n\n')) break
  }
  response.raw.res.destroy()
  return JSON.parse(isJson(response) ? heard : (/^data: (.*)$/m.exec(heard)?.[1] ?? 'null'))
}
export type Caller = ReturnType<typeof callerAs>
