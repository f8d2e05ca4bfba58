import { can, isInvited, isSystem, permissions, scopes } from '@alongside/shared/access'
import { refreshHeader } from '@alongside/shared/addresses'
import type { Contract } from '@alongside/shared/contract'
import { type ProblemCode, Refusal } from '@alongside/shared/problems'
import type { FastifyRequest } from 'fastify'
import { atMoment } from '../db/pool.ts'
import { isId } from '../ids.ts'
import type { Actor } from './actor.ts'
import { actorOf } from './authenticate.ts'
import { asRefusal } from './problems.ts'
import { type Denied, type Occasion, recordDenied } from './trace.ts'

/**
 * Who asks, if that role may do this at all, and that system was given the scope for it. What is refused is on record.
 * @throws Refusal session.required · access.not_permitted · access.scope_missing · not_found
 */
export async function permitted(request: FastifyRequest, contract: Contract): Promise<Actor> {
  const actor = actorOf(request)
  const refusal = whyNot(actor, contract)
  if (!refusal) return actor
  await onRecord(request, actor, { refusal: refusal.code, subjectId: null, terms: [] })
  throw refusal
}

/** At the moment at which there is a connection for it, as what was refused would have been done. */
const onRecord = (
  request: FastifyRequest,
  actor: Actor,
  { terms, ...denied }: Denied & Pick<Occasion, 'terms'>,
): Promise<void> => {
  const { pools, clock } = request.server.services
  return atMoment(pools.app, clock, (app, now) =>
    recordDenied(app, { ...occasionOf(request, actor, now), terms }, denied),
  )
}

function whyNot({ role, limits }: Actor, { permission, stepUp }: Contract): Refusal | null {
  // A system is nobody in person: it has nothing to prove that somebody is there with, and may not do without.
  if (stepUp && isSystem(role)) return new Refusal('access.not_permitted')
  if (permission === 'anyone' || !can(role, permission))
    return new Refusal(isInvited(role) ? 'not_found' : 'access.not_permitted')
  if (!isSystem(role) || !scopes.includes(permission) || limits?.scopes.includes(permission)) return null
  return new Refusal('access.scope_missing', [], { scope: permission })
}

const denials: ReadonlySet<ProblemCode> = new Set([
  'not_found',
  // Of a session that has ended, by a token that was good.
  'session.required',
  'access.not_permitted',
  'agreement.unsigned',
  'meeting.confidentiality_unsigned',
])

interface Attempt {
  params: () => unknown
  looks: boolean
  sought: Pick<Occasion, 'terms'>
}

/**
 * Runs the operation; what it refuses for want of access is put on record before the answer goes out. `looks`: it is a read,
 * of which a reference that one may not see is refused like a page. `sought`: what it looked for, by the time that it was refused.
 */
export async function guarded<T>(
  request: FastifyRequest,
  actor: Actor,
  { params, looks, sought }: Attempt,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const { code } = asRefusal(error)
    if (denials.has(code) || (looks && code === 'reference.unknown')) {
      const subjectId = Object.values(params() as Record<string, string>).find(isId) ?? null
      await onRecord(request, actor, { refusal: code, subjectId, terms: sought.terms })
    }
    throw error
  }
}

/** What a transaction asks of whoever enters it. */
export type Entered = Pick<Contract, 'permission' | 'stepUp'>

/** The statement that sets the actor’s context, or refuses. */
export const entering = (actor: Actor, { permission, stepUp }: Entered, now: string) => ({
  name: 'enter',
  text: 'SELECT app.enter($1, $2, $3, $4, $5, $6) AS generation',
  values: [
    actor.sessionId,
    actor.membershipId,
    actor.role,
    permission !== 'anyone' && permissions[permission].needsStanding,
    now,
    stepUp,
  ],
})

export const occasionOf = (request: FastifyRequest, actor: Actor, now: string): Occasion => ({
  actor,
  now,
  requestId: request.id,
  fromAddress: request.ip,
  terms: [],
  refreshes: request.headers[refreshHeader] !== undefined,
})
