import { type AuditEntry, type ChangeEntry, noCaseData } from '@alongside/shared/audit'
import type {
  AnyCommand,
  AnyQuery,
  AnyStream,
  Body,
  CommandContract,
  Contract,
  Deprecated,
  FileReply,
  Media,
  Params,
  Query,
  QueryContract,
  Reply,
} from '@alongside/shared/contract'
import type { DomainEvent } from '@alongside/shared/events'
import { Refusal } from '@alongside/shared/problems'
import { Closed } from '@alongside/shared/scalars'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import { type Tx, withTransaction } from '../db/pool.ts'
import type { Services } from '../services.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import type { Actor, Member } from './actor.ts'
import { refuseCrossSite } from './authenticate.ts'
import { entering, guarded, occasionOf, permitted } from './gate.ts'
import { type Answer, earlierAnswer, keepAnswer, keyOf, requestHash } from './idempotency.ts'
import { documented } from './openapi.ts'
import { type OpenStream, sendStream } from './stream.ts'
import { recordChange, recordRead } from './trace.ts'
import { checker, readQuery } from './validation.ts'

/** What a handler gets. Its transaction already runs as the restricted role, in the actor's context. */
interface Context<C extends Contract> {
  actor: C['permission'] extends 'platform:manage' | 'session:own' ? Actor : Member
  tx: Tx
  params: Params<C>
  /** Now, RFC 3339 in UTC. */
  now: string
  vault: Vault
  services: Services
  request: FastifyRequest
  response: FastifyReply
}
interface QueryContext<C extends AnyQuery> extends Context<C> {
  query: Query<C>
}
interface CommandContext<C extends AnyCommand> extends Context<C> {
  body: Body<C>
  /** The version that the caller means to change; checked with `sameVersion`. 0 where the contract is unconditional. */
  version: number
}

type ReadTrace<C extends AnyQuery> = C['audit'] extends typeof noCaseData
  ? { audit?: never }
  : { audit: AuditEntry }
/** What a handler must return: a read of case data without its audit entry, or a change without audit and events, does not compile. */
type QueryOutcome<C extends AnyQuery> = { reply: Reply<C> } & ReadTrace<C>
interface CommandOutcome<C extends AnyCommand> {
  /** A function where the reply shows the history: it is called once this change stands in it. */
  reply: Reply<C> | (() => Promise<Reply<C>>)
  audit: ChangeEntry & { key?: WrappedKey }
  events: readonly DomainEvent[]
  /** Called once what it did is committed; never for a retry that gets its first answer again. */
  afterwards?: () => void
}

/** How a stream is followed: `S` is what its holder may see at one moment, found out anew in a transaction as its holder. */
interface Followed<C extends AnyStream, S> {
  /** The signal that makes it look again; it also looks with every heartbeat. */
  topic: string
  look: (tx: Tx) => Promise<S>
  /** What to tell from one look to the next, null for nothing; `before` null as it opens. */
  tell: (before: S | null, now: S) => Reply<C> | null
  audit: (seen: S) => AuditEntry
}

/** What an operation before sign-in does with the request; it guards, records and answers by itself (sessions/). */
type OpenHandler<C extends CommandContract<Record<never, never>, TSchema, TSchema, 'anyone'>> = (context: {
  body: Body<C>
  request: FastifyRequest
  response: FastifyReply
  services: Services
  now: string
}) => Promise<Reply<C>>

type Fields = Record<string, TSchema>
type NoFields = Record<never, never>

/**
 * What answers a file to anyone who knows its address: guarded by the secret in it, without an actor or a context, so that
 * row-level security shows it nothing but what a definer function gives. Its contract says that it holds no case data.
 */
type OpenFileHandler<C extends OpenFile> = (context: {
  params: Params<C>
  services: Services
  now: string
}) => Promise<FileReply>
type OpenFile = QueryContract<Fields, NoFields, TSchema, typeof noCaseData, 'anyone'>

/**
 * The way of every request, and the only caller of `app.route` for the domain: authenticate → permission → validate →
 * transaction as the restricted role with the actor's context → handler → audit, history and outbox in the same
 * transaction → reply as documented.
 */
export function operations(app: FastifyInstance) {
  const { services } = app

  function query<C extends AnyQuery>(
    contract: C,
    handle: (context: QueryContext<C>) => Promise<QueryOutcome<C>>,
  ) {
    route(app, contract, async (request, response, read) => {
      const now = services.clock()
      const actor = await permitted(request, contract)
      const occasion = occasionOf(request, actor, now)
      return guarded(services, occasion, read.params, async () => {
        const params = read.params() as Params<C>
        const asked = read.query() as Query<C>
        return withTransaction(services.pools.app, entering(actor, contract, now), async (tx, commit) => {
          const context = {
            actor,
            tx,
            params,
            query: asked,
            now,
            vault: services.vault,
            services,
            request,
            response,
          }
          const { reply, audit } = await handle(context as QueryContext<C>)
          if (contract.media === 'application/json') read.reply(reply)
          if (contract.audit === noCaseData) return { status: 200, reply }
          const recorded = recordRead(tx, occasion, contract.audit, audit as AuditEntry)
          commit()
          await recorded
          return { status: 200, reply }
        })
      })
    })
  }

  function command<C extends AnyCommand>(
    contract: C,
    handle: (context: CommandContext<C>) => Promise<CommandOutcome<C>>,
  ) {
    route(app, contract, async (request, response, read) => {
      const now = services.clock()
      const actor = await permitted(request, contract)
      const occasion = occasionOf(request, actor, now)
      return guarded(services, occasion, read.params, async () => {
        const params = read.params() as Params<C>
        read.query()
        const body = read.body() as Body<C>
        const version = contract.conditional ? expectedVersion(request) : 0
        const key = contract.lookup ? null : keyOf(request)
        let waiting = false
        let then: (() => void) | undefined
        const hash = key ? requestHash(services.vault, request) : null
        const answer = await withTransaction(
          services.pools.app,
          entering(actor, contract, now),
          async (tx): Promise<Answer> => {
            const earlier =
              key && hash ? await earlierAnswer(tx, services.vault, actor.accountId, key, hash) : null
            if (earlier) return earlier
            const context = {
              actor,
              tx,
              params,
              body,
              version,
              now,
              vault: services.vault,
              services,
              request,
              response,
            }
            const { reply, audit, events, afterwards } = await handle(context as CommandContext<C>)
            const recorded = recordChange(tx, services.vault, occasion, contract.audit, audit, events)
            const shown = typeof reply === 'function' ? (reply as () => Promise<Reply<C>>)() : reply
            const [, settled] = await Promise.all([recorded, shown])
            read.reply(settled)
            const answered = { status: contract.status, reply: settled }
            if (key && hash)
              await keepAnswer(
                tx,
                services.vault,
                actor.accountId,
                key,
                contract.id,
                hash,
                answered,
                audit.caseId ?? null,
                now,
              )
            waiting = events.length > 0
            then = afterwards
            return answered
          },
        )
        if (waiting) services.nudge()
        then?.()
        return answer
      })
    })
  }

  function stream<C extends AnyStream, S>(
    contract: C,
    follow: (context: { actor: Member; params: Params<C> }) => Followed<C, S>,
  ) {
    route(app, contract, async (request, _, read) => {
      const actor = await permitted(request, contract)
      const occasion = occasionOf(request, actor, services.clock())
      return guarded(services, occasion, read.params, async () => {
        const params = read.params() as Params<C>
        read.query()
        const { topic, look, tell, audit } = follow({ actor: actor as Member, params })
        let seen: S | null = null
        const news = async (work: (tx: Tx, now: S) => Promise<void>) => {
          const enter = entering(actor, contract, services.clock())
          const now = await withTransaction(services.pools.app, enter, async (tx) => {
            const looked = await look(tx)
            await work(tx, looked)
            return looked
          })
          const told = tell(seen, now)
          if (told !== null) read.reply(told)
          seen = now
          return told
        }
        const reply = await app.streams.open(actor.sessionId, topic, {
          first: () => news((tx, now) => recordRead(tx, occasion, contract.audit, audit(now))),
          next: () => news(async () => undefined),
        })
        return { status: 200, reply }
      })
    })
  }

  function open<C extends CommandContract<Record<never, never>, TSchema, TSchema, 'anyone'>>(
    contract: C,
    handle: OpenHandler<C>,
  ) {
    route(app, contract, async (request, response, read) => {
      refuseCrossSite(request)
      read.query()
      const reply = await handle({
        body: read.body() as Body<C>,
        request,
        response,
        services,
        now: services.clock(),
      })
      read.reply(reply)
      return { status: contract.status, reply }
    })
  }

  function openFile<C extends OpenFile>(contract: C, handle: OpenFileHandler<C>) {
    route(app, contract, async (_request, _response, read) => {
      read.query()
      const params = read.params() as Params<C>
      return { status: 200, reply: await handle({ params, services, now: services.clock() }) }
    })
  }

  return { query, command, stream, open, openFile }
}

/** @throws Refusal version.stale, with the version that stands now */
export function sameVersion(expected: number, current: number): void {
  if (expected !== current) throw new Refusal('version.stale', [], { currentVersion: current })
}

/** The contract's schemas, held against what came in and against what would go out. */
interface Reading {
  params: () => unknown
  query: () => unknown
  body: () => unknown
  /**
   * A reply that is not as documented is our fault, and might hold more than it should: it does not leave the house, and
   * what it tells of is rolled back.
   */
  reply: (reply: unknown) => void
}

function route(
  app: FastifyInstance,
  contract: Contract,
  answer: (request: FastifyRequest, response: FastifyReply, read: Reading) => Promise<Answer>,
) {
  const checkParams = checker(Closed(contract.params), (pointer) => `:${pointer.slice(1)}`)
  const checkQuery = checker(
    Closed(contract.kind === 'query' ? contract.query : {}),
    (pointer) => `?${pointer.slice(1)}`,
  )
  const checkBody =
    contract.kind === 'command' ? checker(contract.body, (pointer) => pointer) : () => undefined
  const checkReply = checker(contract.reply, (pointer) => pointer)
  const queryFields = contract.kind === 'query' ? contract.query : {}
  const { deprecated } = contract

  app.route({
    method: contract.method,
    url: contract.path,
    schema: documented(app, contract),
    ...(contract.kind === 'command' && contract.largest && { bodyLimit: contract.largest }),
    ...(deprecated && {
      onRequest: async (_: FastifyRequest, response: FastifyReply) =>
        void response.headers(farewell(deprecated)),
    }),
    // Fastify's own compiler would coerce and strip; the contract's schema is compiled here instead, as it is.
    validatorCompiler: () => () => true,
    serializerCompiler: () => JSON.stringify,
    handler: async (request, response) => {
      const { status, reply } = await answer(request, response, {
        params: () => checkParams(request.params),
        query: () => checkQuery(readQuery(queryFields, request.query as Record<string, unknown>)),
        body: () => checkBody(request.body === undefined ? {} : request.body),
        reply: (given) => {
          const faults = faultsIn(checkReply, given)
          if (!faults) return
          request.log.error({ operation: contract.id, faults }, 'undocumented reply')
          throw new Refusal('internal')
        },
      })
      if (contract.kind === 'stream') return sendStream(response, reply as OpenStream)
      if (contract.kind === 'query' && contract.media !== 'application/json')
        return sendFile(response, contract.media, reply as FileReply)
      const version = (reply as { version?: unknown }).version
      if (typeof version === 'number') response.header('etag', `"v${version}"`)
      const next = (reply as { next?: unknown }).next
      // A search by POST has no address to link to.
      if (contract.kind === 'query' && typeof next === 'string')
        response.header(
          'link',
          [response.getHeader('link'), `<${nextPage(request, next)}>; rel="next"`].filter(Boolean).join(', '),
        )
      return response.status(status).header('cache-control', 'no-store').send(reply)
    },
  })
}

/** RFC 9745, RFC 8594, on refusals too: whoever still calls it hears of it. */
const farewell = ({ since, sunset, see }: Deprecated) => ({
  deprecation: `@${Date.parse(since) / 1000}`,
  sunset: new Date(sunset).toUTCString(),
  link: `<${see}>; rel="deprecation"; type="text/html"`,
})

/** Always as an attachment: no browser takes it for a page of ours. */
async function sendFile(response: FastifyReply, media: Media, { name, bytes }: FileReply) {
  const made = typeof bytes === 'function' ? await bytes() : bytes
  return response
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .type(media)
    .send(Buffer.from(made))
}

function faultsIn(check: (value: unknown) => unknown, value: unknown) {
  try {
    check(value)
    return null
  } catch (error) {
    return (error as Refusal).faults
  }
}

/** @throws Refusal version.required · request.invalid */
function expectedVersion(request: FastifyRequest): number {
  const header = request.headers['if-match']
  if (header === undefined) throw new Refusal('version.required')
  const version = /^"v(\d{1,9})"$/.exec(header)?.[1]
  if (version) return Number(version)
  throw new Refusal('request.invalid', [
    { pointer: '#If-Match', code: 'invalid', detail: 'is an ETag of this resource, like "v3"' },
  ])
}

function nextPage(request: FastifyRequest, cursor: string): string {
  const [path = '', search = ''] = request.url.split('?')
  const query = new URLSearchParams(search)
  query.set('cursor', cursor)
  return `${path}?${query.toString()}`
}
