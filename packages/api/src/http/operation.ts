import { type AuditEntry, type ChangeEntry, noCaseData } from '@alongside/shared/audit'
import { isStoppedWhileHeld, whyNotWhileHeld } from '@alongside/shared/cases/holding'
import type {
  AnyCommand,
  AnyQuery,
  AnyStream,
  Body,
  CommandContract,
  Contract,
  Params,
  Query,
  QueryContract,
  Reply,
} from '@alongside/shared/contract'
import type { DomainEvent } from '@alongside/shared/events'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import { atMoment, type Connection, type Tx } from '../db/pool.ts'
import type { Services } from '../services.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import type { Actor, Member } from './actor.ts'
import { actorOf, refuseCrossSite } from './authenticate.ts'
import { mayCompress } from './compression.ts'
import { type Entered, guarded, occasionOf, permitted } from './gate.ts'
import { type Answer, earlierAnswer, keepAnswer, repeatableOf } from './idempotency.ts'
import { behind, type Link, type LinkContext } from './link.ts'
import { type Reading, readingOf } from './reading.ts'
import { deprecationHeaders, send } from './replies.ts'
import { type Occasion, recordChange, recordRead } from './trace.ts'
import { onceMore, transactionAs } from './transaction.ts'
import { expectedVersion } from './versions.ts'

/** What a handler gets. Its transaction already runs as the restricted role, in the actor's context. */
interface Context<C extends Contract> {
  actor: C['permission'] extends 'platform:manage' | 'session:own' | 'session:step_up' ? Actor : Member
  tx: Tx
  params: Params<C>
  /** The transaction's moment, RFC 3339 in UTC. */
  now: string
  occasion: Occasion
  vault: Vault
  services: Services
  request: FastifyRequest
  response: FastifyReply
  /** Puts on record what is looked for, before it is looked for: by `searchTerms`, and also where the answer is no (ACC-11). */
  lookingFor: (terms: readonly bigint[]) => void
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
  /** Of which case, where its trace does not say it. */
  ofCase?: string
  /** Called once what it did is committed; never for a retry that gets its first answer again. */
  afterwards?: () => void
}

/** What a command asks before its transaction begins, so that what takes long holds no connection; it may refuse. */
type Beforehand<C extends AnyCommand> = (
  context: Pick<CommandContext<C>, 'actor' | 'body' | 'request'>,
) => Promise<void>

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
  /** One connection as the role that knows accounts, and the moment at which it was had. Not one within another. */
  at: <T>(work: (identity: Connection, now: string) => Promise<T>) => Promise<T>
}) => Promise<Reply<C>>

type Fields = Record<string, TSchema>
type NoFields = Record<never, never>

/**
 * What answers anyone: guarded by a secret in its address or its cookie, without an actor or a context, so that row-level
 * security shows it nothing but what a definer function gives. Its contract says that it holds no case data.
 */
type OpenReadHandler<C extends OpenRead> = (context: {
  params: Params<C>
  request: FastifyRequest
  services: Services
}) => Promise<Reply<C>>
type OpenRead = QueryContract<Fields, NoFields, TSchema, typeof noCaseData, 'anyone'>

type SignedIn = AnyQuery | AnyCommand | AnyStream

/** An operation that has begun: who asks is known and may ask it, and path and query are as the contract has them. */
interface Begun<C extends SignedIn> {
  actor: Actor
  params: Params<C>
  asked: unknown
  request: FastifyRequest
  read: Reading
  /** One transaction in the actor's context as it is then. */
  within: <T>(work: (context: Context<C>, commit: () => void) => Promise<T>) => Promise<T>
}

/** With a proof also where what this request does is what asks for one. */
const enteredFor = (contract: Contract, read: Reading): Entered =>
  contract.kind === 'command' && contract.stepUpWhen?.holds?.(read.body() as never)
    ? { ...contract, stepUp: true }
    : contract

/**
 * The way of every request, and the only caller of `app.route` for the domain: authenticate → permission → validate →
 * transaction as the restricted role with the actor's context → handler → audit, history and outbox in the same
 * transaction → reply as documented.
 */
export function operations(app: FastifyInstance) {
  const { services } = app
  const { vault } = services
  /** OPS-3: of several rows those that can be opened are shown; nothing is changed by what cannot be. */
  const vaultFor = (contract: Contract) =>
    contract.kind === 'command' && !contract.lookup ? vault : vault.forReading

  /** The opening of every operation of somebody who is signed in. What is refused for want of access is put on record. */
  function opened<C extends SignedIn>(contract: C, run: (begun: Begun<C>) => Promise<Answer>) {
    route(app, contract, async (request, response, read) => {
      const actor = await permitted(request, contract)
      const sought: Pick<Occasion, 'terms'> = { terms: [] }
      return guarded(
        request,
        actor,
        { params: read.params, looks: contract.kind === 'query', sought },
        () => {
          const params = read.params() as Params<C>
          return run({
            actor,
            params,
            request,
            read,
            asked: read.query(),
            within: (work) =>
              transactionAs(services, actor, enteredFor(contract, read), (tx, now, commit) => {
                const occasion = occasionOf(request, actor, now)
                const lookingFor = (terms: readonly bigint[]) => void (occasion.terms = sought.terms = terms)
                const context = {
                  ...{ actor, tx, params, now, occasion, services, request, response },
                  vault: vaultFor(contract),
                  lookingFor,
                }
                return work(context as Context<C>, commit)
              }),
          })
        },
      )
    })
  }

  const query = <C extends AnyQuery>(
    contract: C,
    handle: (context: QueryContext<C>) => Promise<QueryOutcome<C>>,
  ) =>
    opened(contract, ({ asked, read, within }) =>
      within(async (context, commit) => {
        const { reply, audit } = await handle({ ...context, query: asked as Query<C> })
        if (contract.media === 'application/json') read.reply(reply)
        if (contract.audit === noCaseData) return { status: 200, reply }
        const recorded = recordRead(context.tx, context.occasion, contract.audit, audit as AuditEntry)
        commit()
        await recorded
        return { status: 200, reply }
      }),
    )

  const command = <C extends AnyCommand>(
    contract: C,
    handle: (context: CommandContext<C>) => Promise<CommandOutcome<C>>,
    beforehand?: Beforehand<C>,
  ) =>
    opened(contract, async ({ actor, request, read, within }) => {
      const body = read.body() as Body<C>
      await beforehand?.({ actor: actor as Member, body, request })
      const version = contract.conditional ? expectedVersion(request) : 0
      const repeatable = contract.lookup ? null : repeatableOf(vault, request, actor)
      const emergency = contract.permission === 'access:emergency'
      let done: (() => void) | undefined
      const change = async (context: Context<C>, commit: () => void): Promise<Answer> => {
        const { tx, now, occasion } = context
        const earlier = repeatable && (await earlierAnswer(tx, vault, repeatable, emergency))
        if (earlier) return earlier
        const { reply, audit, events, afterwards, ofCase } = await handle({ ...context, body, version })
        await mustNotBeHeld(tx, contract.id, ofCase ?? audit.caseId ?? null)
        const recorded = recordChange(tx, vault, occasion, contract.audit, audit, events)
        const settled = await settledWith(recorded, reply)
        read.reply(settled)
        const answered = { status: contract.status, reply: settled }
        const kept =
          repeatable && keepAnswer(tx, vault, repeatable, contract.id, answered, audit.caseId ?? null, now)
        // What is put on record, the answer that is kept and COMMIT share a round trip.
        commit()
        await Promise.all([recorded, kept])
        done = () => {
          if (events.length > 0) services.nudge()
          afterwards?.()
        }
        return answered
      }
      const answer = await onceMore(() => within(change))
      done?.()
      return answer
    })

  const stream = <C extends AnyStream, S>(
    contract: C,
    follow: (context: { actor: Member; params: Params<C> }) => Followed<C, S>,
  ) =>
    opened(contract, async ({ actor, params, read, within }) => {
      const { topic, look, tell, audit } = follow({ actor: actor as Member, params })
      let seen: S | null = null
      const news = async (work: (tx: Tx, now: S, occasion: Occasion) => Promise<void>) => {
        const now = await within(async ({ tx, occasion }) => {
          const looked = await look(tx)
          await work(tx, looked, occasion)
          return looked
        })
        const told = tell(seen, now)
        if (told !== null) read.reply(told)
        seen = now
        return told
      }
      const reply = await app.streams.open(actor.sessionId, topic, {
        first: () => news((tx, now, occasion) => recordRead(tx, occasion, contract.audit, audit(now))),
        next: () => news(async () => undefined),
      })
      return { status: 200, reply }
    })

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
        at: (work) => atMoment(services.pools.identity, services.clock, work),
      })
      read.reply(reply)
      return { status: contract.status, reply }
    })
  }

  function openRead<C extends OpenRead>(contract: C, handle: OpenReadHandler<C>) {
    route(app, contract, async (request, _response, read) => {
      read.query()
      const params = read.params() as Params<C>
      const reply = await handle({ params, request, services })
      if (contract.media === 'application/json') read.reply(reply)
      return { status: 200, reply }
    })
  }

  /** A page to look at, and what its one button does: without script, cookie or sign-in, and in no description of the API. */
  function linked<E extends { partnershipId: string }>(
    link: Link<E>,
    pages: Record<'GET' | 'POST', (context: LinkContext<E>) => Promise<FastifyReply>>,
  ) {
    for (const [method, answer] of Object.entries(pages))
      app.route({
        method,
        url: link.path,
        schema: { hide: true },
        onRequest: async (_: FastifyRequest, response: FastifyReply) =>
          void response.headers({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' }),
        handler: (request, response) => answer(behind(link, services, request, response)),
      })
  }

  return { query, command, stream, open, openRead, linked }
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Where operations are only described (describing.ts): how. */
    documented?: (app: FastifyInstance, contract: Contract) => FastifySchema
  }
}

function route(
  app: FastifyInstance,
  contract: Contract,
  answer: (request: FastifyRequest, response: FastifyReply, read: Reading) => Promise<Answer>,
) {
  const reading = readingOf(contract)
  const { deprecated } = contract

  app.route({
    method: contract.method,
    url: contract.path,
    config: { compressible: mayCompress(contract) },
    schema: app.documented?.(app, contract) ?? { hide: true },
    ...(contract.kind === 'command' && contract.largest && { bodyLimit: contract.largest }),
    onRequest: async (request, response) => {
      if (deprecated) response.headers(deprecationHeaders(deprecated))
      // From nobody no body is read: two megabytes of JSON would hold up everybody else.
      if (contract.permission !== 'anyone') actorOf(request)
    },
    // Fastify's own compiler would coerce and strip; the contract's schema is compiled here instead, as it is.
    validatorCompiler: () => () => true,
    serializerCompiler: () => JSON.stringify,
    handler: async (request, response) =>
      send(request, response, contract, await answer(request, response, reading(request))),
  })
}

/** A reply that is read once the change stands fails with what the change failed with. */
async function settledWith<R>(recorded: Promise<void>, reply: R | (() => Promise<R>)): Promise<R> {
  recorded.catch(() => undefined) // heard where it is awaited
  if (typeof reply !== 'function') return reply
  const [, settled] = await Promise.all([recorded, (reply as () => Promise<R>)()])
  return settled
}

/**
 * REF-3: whatever a command did is undone where a hold stands on the file and stops it, also one that is recorded at the same moment: the
 * later of the two waits for the other. @throws Refusal case.held
 */
async function mustNotBeHeld(tx: Tx, operation: string, caseId: string | null): Promise<void> {
  if (caseId === null || !isStoppedWhileHeld(operation)) return
  const { rows } = await tx.$client.query<{ held: boolean }>({
    name: 'held-for-command',
    text: 'SELECT app.is_held_and_stays_so($1) AS held',
    values: [caseId],
  })
  const refused = whyNotWhileHeld(operation, rows[0]?.held === true)
  if (refused) throw new Refusal(refused)
}
