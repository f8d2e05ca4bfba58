import Type, { type Static, type TSchema } from 'typebox'
import type { Address, Guard, Media } from './addresses.ts'
import type { AuditAction, Audited } from './audit.ts'
import type { ProblemCode } from './problems.ts'
import { Closed } from './scalars.ts'

type Fields = Record<string, TSchema>

export interface Deprecated {
  /** Since when, an instant. */
  since: `${string}Z`
  /** After which it may be gone, an instant: twelve months later at the least. */
  sunset: `${string}Z`
  /** What to do instead: a page of this deployment. */
  see: `/${string}`
}

interface Described {
  summary: string
  description?: string
  /** The policy is docs/guides/changes.md; every answer of the operation says it, and so does its description. */
  deprecated?: Deprecated
  /** Refusals of this operation beyond those that every operation has. */
  refusals?: readonly ProblemCode[]
}

export interface QueryContract<
  P extends Fields,
  Q extends Fields,
  R extends TSchema,
  A extends Audited,
  G extends Guard = Guard,
> extends Address<string, 'query', G>,
    Described {
  params: P
  query: Q
  reply: R
  audit: A
}

interface StepUpWhen<Body> {
  when: string
  holds?(body: Body): boolean
}

export interface CommandContract<
  P extends Fields,
  B extends TSchema,
  R extends TSchema,
  G extends Guard = Guard,
> extends Address<string, 'command', G>,
    Described {
  params: P
  body: B
  reply: R
  audit: AuditAction
  /** 201 where something new gets an address; 202 where it is taken on, and the answer says nothing of what comes of it. */
  status: 200 | 201 | 202
  /** The caller must name the version that it changes: 428 without If-Match, 412 when stale. */
  conditional: boolean
  /** Only looks, by POST because a name belongs in no address: takes no Idempotency-Key, and nothing of its answer is kept. */
  lookup: boolean
  /**
   * Asks for a proof like `stepUp`, of what does this alone: as `when` says in words, and `holds` of the body. Without `holds`
   * the body does not say it: whatever does it asks as it does it (`app.proved`).
   */
  stepUpWhen?: StepUpWhen<Static<B>>
  /** Bytes that its body may have, where that is more than a form's. */
  largest?: number
  example: Static<B>
}

/** A read that goes on: what changes among what its holder may see, told while it changes. */
export interface StreamContract<P extends Fields, R extends TSchema, G extends Guard = Guard>
  extends Address<string, 'stream', G>,
    Described {
  params: P
  /** The data of one event. */
  reply: R
  /** Left once, as the stream opens. */
  audit: AuditAction
}

export type AnyQuery = QueryContract<Fields, Fields, TSchema, Audited>
export type AnyCommand = CommandContract<Fields, TSchema, TSchema>
export type AnyStream = StreamContract<Fields, TSchema>
export type Contract = AnyQuery | AnyCommand | AnyStream

/** What an operation asks a proof for, in words; null where it asks for none. */
export function provedFor(contract: Contract): string | null {
  if (contract.stepUp) return 'always'
  return (contract.kind === 'command' && contract.stepUpWhen?.when) || null
}

type Values<F extends Fields> = { [K in keyof F]: Static<F[K]> }
/** Path parameters as the handler and the client see them. */
export type Params<C> = C extends { params: infer P extends Fields } ? Values<P> : never
export type Query<C> = C extends { query: infer Q extends Fields }
  ? Static<ReturnType<typeof Closed<Q>>>
  : never
export type Body<C> = C extends { body: infer B extends TSchema } ? Static<B> : never
export type Reply<C> = C extends { reply: infer R extends TSchema } ? Static<R> : never

/** A command without a body takes none, or `{}`. */
export const Nothing = Closed({}, { $id: 'Nothing' })

/** Declares a read. Reads of case data name the audit action that they leave; others say `noCaseData`. */
export function query<
  R extends TSchema,
  const A extends Audited,
  const G extends Guard,
  P extends Fields = {},
  Q extends Fields = {},
>(
  at: Address<string, 'query', G>,
  contract: Described & { params?: P; query?: Q; reply: R; audit: A },
): QueryContract<P, Q, R, A, G> {
  return {
    ...at,
    ...contract,
    params: contract.params ?? ({} as P),
    query: contract.query ?? ({} as Q),
  }
}

/**
 * What the handler of a file gives; the bytes leave as they are, as an attachment of that name. A function makes them
 * once the transaction has ended: what takes seconds holds no connection meanwhile.
 */
export interface FileReply {
  name: string
  bytes: Uint8Array | (() => Promise<Uint8Array>)
}
const FileSchema = Type.Unsafe<FileReply>({ type: 'string', format: 'binary', maxLength: 50_000_000 })

/** Declares a read whose answer is a file. For the rest it goes the way of every read. */
export const file = <
  const A extends Audited,
  const G extends Guard,
  P extends Fields = {},
  Q extends Fields = {},
>(
  at: Address<string, 'query', G> & { media: Exclude<Media, 'application/json'> },
  contract: Described & { params?: P; query?: Q; audit: A },
) => ({ ...query(at, { ...contract, reply: FileSchema }), media: at.media })

/**
 * Declares a stream. It opens by the way of every read, audit included, and is asked for again and again, in a
 * transaction of its own each time, whether its holder may still follow it.
 */
export const stream = <R extends TSchema, const G extends Guard, P extends Fields = {}>(
  at: Address<string, 'stream', G>,
  contract: Described & { params?: P; reply: R; audit: AuditAction },
): StreamContract<P, R, G> => ({
  ...at,
  ...contract,
  params: contract.params ?? ({} as P),
})

/** Declares a change. A POST that creates or moves takes an Idempotency-Key. */
export function command<B extends TSchema, R extends TSchema, const G extends Guard, P extends Fields = {}>(
  at: Address<string, 'command', G>,
  contract: Described & {
    params?: P
    body: B
    reply: R
    audit: AuditAction
    status?: 200 | 201 | 202
    conditional?: boolean
    lookup?: boolean
    stepUpWhen?: StepUpWhen<Static<B>>
    largest?: number
    example: Static<B>
  },
): CommandContract<P, B, R, G> {
  return {
    ...at,
    ...contract,
    params: contract.params ?? ({} as P),
    status: contract.status ?? 200,
    conditional: contract.conditional ?? false,
    lookup: contract.lookup ?? false,
  }
}
