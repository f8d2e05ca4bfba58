import type { AuditAction, AuditEntry } from '@alongside/shared/audit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Tx, withTransaction } from '../db/pool.ts'
import { secretHash } from '../secret-hash.ts'
import type { Services } from '../services.ts'
import { recordRead } from './trace.ts'

/** A link that lets somebody without an account in, by the secret in its path; `E`: what it leads to. */
export interface Link<E extends { partnershipId: string }> {
  path: `/${string}/:secret`
  /** What taking its one use is recorded as. */
  audit: AuditAction
  /**
   * Sets the transaction's context to what the link opens, by the secret's SHA-256, and takes its one use where `take` says
   * so. Null, and no context: the link gives nothing.
   */
  enter: (tx: Tx, hash: Buffer, now: string, take: boolean) => Promise<E | null>
}

interface Inside<E> {
  tx: Tx
  entered: E
  now: string
}

/** What a page behind a link works with: there is no actor, and no way into the database but the link's own. */
export interface LinkContext<E> {
  services: Services
  request: FastifyRequest
  response: FastifyReply
  /** One transaction that leaves the link's use alone. Null: the link gives nothing. */
  look: <T>(work: (inside: Inside<E>) => Promise<T>) => Promise<T | null>
  /** Takes the link's one use, and records it with the entry that `work` gives. False: it gives nothing any more. */
  take: (work: (inside: Inside<E>) => Promise<AuditEntry>) => Promise<boolean>
}

export function behind<E extends { partnershipId: string }>(
  { path: _, audit, enter }: Link<E>,
  services: Services,
  request: FastifyRequest,
  response: FastifyReply,
): LinkContext<E> {
  const { pools, clock } = services
  // Looked up by its hash: comparing secrets byte by byte would tell how much of one was right.
  const hash = secretHash((request.params as { secret: string }).secret)
  const within = <T>(take: boolean, work: (inside: Inside<E>) => Promise<T>) =>
    withTransaction(pools.app, null, async (tx) => {
      const now = clock()
      const entered = await enter(tx, hash, now, take)
      return entered && work({ tx, entered, now })
    })
  return {
    services,
    request,
    response,
    look: (work) => within(false, work),
    take: async (work) => {
      const taken = await within(true, async (inside) => {
        const { tx, now, entered } = inside
        const nobody = { accountId: null, agencyId: null, role: null, partnershipId: entered.partnershipId }
        const occasion = {
          actor: nobody,
          now,
          requestId: request.id,
          fromAddress: request.ip,
          terms: [],
          refreshes: false,
        }
        await recordRead(tx, occasion, audit, await work(inside))
        return true
      })
      return taken !== null
    },
  }
}
