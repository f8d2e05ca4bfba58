import { can, isSystem } from '@alongside/shared/access'
import { type ProblemCode, Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/sessions/contract'
import type { FastifyPluginAsync } from 'fastify'
import { atMoment, type Connection, type Tx } from '../db/pool.ts'
import { clearSessionCookies, refreshTokenOf, setSessionCookies } from '../http/authenticate.ts'
import { operations } from '../http/operation.ts'
import { readPartnership } from '../partnerships/queries.ts'
import { guarded } from './delays.ts'
import { knownDevice, rememberDevice } from './devices.ts'
import { passwordFits } from './passwords.ts'
import { mustProve } from './proving.ts'
import {
  describeSession,
  endedWithVisit,
  endSessions,
  isVisitOver,
  markProved,
  moveSession,
  openSession,
  provedUntil,
  readSessions,
  recordSessionEvent,
  refresh,
  standsUntil,
} from './queries.ts'

export const sessionRoutes: FastifyPluginAsync = async (app) => {
  const { query, command, open, openRead } = operations(app)
  const { identity } = app.services.pools

  open(contract.signIn, async ({ body, request, response, services, at }) => {
    const email = body.email.toLowerCase()
    let known: { accountId: string } | undefined
    const device = await at((db) => knownDevice(db, email, request))
    const opened = await guarded(services, { account: email, from: request.ip, device }, async () => {
      const { rows } = await identity.query<{ id: string; password_hash: string | null }>(
        'SELECT id, password_hash FROM accounts WHERE email = $1 AND disabled_at IS NULL',
        [email],
      )
      const [account] = rows
      const fits = await passwordFits(account?.password_hash ?? null, body.password)
      if (!account || !fits) return null
      known = { accountId: account.id }
      return at(async (db, now) => {
        const session = await openSession(db, account.id, now, account.password_hash)
        if (!session) return (await isVisitOver(db, account.id, now)) ? ('visit over' as const) : null
        const { told } = await rememberDevice(db, session.actor, { request, response }, now)
        if (told) services.nudge()
        return session
      })
    })
    return at(async (db, now) => {
      if (!opened || opened === 'visit over') {
        await recordSessionEvent(db, 'session.failed', known ?? {}, request, now)
        throw new Refusal(opened ? 'session.visit_over' : 'session.wrong_credentials')
      }
      await recordSessionEvent(db, contract.signIn.audit, opened.actor, request, now)
      setSessionCookies(response, opened.actor, opened.refreshToken)
      return describeSession(db, services.vault, opened.actor, now)
    })
  })

  open(contract.refreshSession, ({ request, response, services, at }) =>
    at(async (db, now) => {
      const token = refreshTokenOf(request)
      const refreshed = token ? await refresh(db, token, now) : ({ outcome: 'over' } as const)
      if (refreshed.outcome !== 'refreshed') {
        if (refreshed.outcome === 'reused')
          await recordSessionEvent(db, contract.refreshSession.audit, refreshed.who, request, now)
        clearSessionCookies(response)
        throw new Refusal(await whyOver(db, token, now))
      }
      setSessionCookies(response, refreshed.actor, refreshed.refreshToken)
      return describeSession(db, services.vault, refreshed.actor, now)
    }),
  )

  openRead(contract.checkSession, async ({ request, services: { clock } }) => {
    const token = refreshTokenOf(request)
    if (!token) throw new Refusal('session.required')
    return atMoment(identity, clock, async (db, now) => {
      const expiresAt = await standsUntil(db, token, now)
      if (expiresAt === null) throw new Refusal(await whyOver(db, token, now))
      return { expiresAt }
    })
  })

  query(contract.readSession, async ({ tx, vault, actor, now }) => {
    const { role, partnershipId } = actor
    // A system's permission is its scope's too: it asks for the partnership where that is asked.
    const reads = partnershipId !== null && !isSystem(role) && can(role, 'partnership:read')
    const [session, partnership] = await Promise.all([
      describeSession(identity, vault, actor, now),
      reads ? readPartnership(tx, now) : entered(tx).then(() => null),
    ])
    return { reply: { ...session, partnership } }
  })

  command(contract.switchMembership, async ({ tx, vault, actor, body, response, now }) => {
    await entered(tx)
    const moved = await moveSession(identity, actor, body.membershipId, now)
    if (!moved) throw new Refusal('not_found')
    setSessionCookies(response, moved, null)
    return {
      reply: await describeSession(identity, vault, moved, now),
      audit: { subjectId: body.membershipId },
      events: [],
    }
  })

  command(
    contract.stepUp,
    async ({ tx, actor, now }) => {
      await entered(tx)
      const until = provedUntil(now)
      await markProved(identity, actor.sessionId, until)
      return { reply: { until }, audit: { subjectId: actor.sessionId }, events: [] }
    },
    (tried) => mustProve(app.services, tried),
  )

  command(contract.signOut, async ({ tx, actor, response, now }) => {
    await entered(tx)
    await endSessions(identity, { accountId: actor.accountId, only: actor.sessionId }, now)
    clearSessionCookies(response)
    return { reply: {}, audit: { subjectId: actor.sessionId }, events: [] }
  })

  command(contract.signOutEverywhere, async ({ tx, actor, response, now }) => {
    await entered(tx)
    await endSessions(identity, { accountId: actor.accountId }, now)
    clearSessionCookies(response)
    return { reply: {}, audit: { subjectId: actor.accountId }, events: [] }
  })
}

/** IDN-6: where an account is signed in, seen and ended by its holder. */
export const openSessionRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)
  const { identity } = app.services.pools

  query(contract.listSessions, async ({ tx, actor, now }) => {
    await entered(tx)
    return { reply: { items: await readSessions(identity, actor, now) } }
  })

  command(contract.endSession, async ({ tx, actor, params, now }) => {
    await entered(tx)
    const ended = await endSessions(identity, { accountId: actor.accountId, only: params.sessionId }, now)
    if (ended === 0) throw new Refusal('not_found')
    return { reply: {}, audit: { subjectId: params.sessionId }, events: [] }
  })

  command(contract.endOtherSessions, async ({ tx, actor, now }) => {
    await entered(tx)
    await endSessions(identity, { accountId: actor.accountId, but: actor.sessionId }, now)
    return { reply: {}, audit: { subjectId: actor.accountId }, events: [] }
  })
}

/** GST-1: who came by an invitation is thanked as it ends, and not asked to sign in. */
const whyOver = async (db: Connection, token: string | undefined, now: string): Promise<ProblemCode> =>
  token && (await endedWithVisit(db, token, now)) ? 'session.visit_over' : 'session.required'

/**
 * Sessions change on another connection than the operation's, whose first statements travel together: the actor's context
 * is waited for, lest the session be gone before it is confirmed.
 */
const entered = (tx: Tx) => tx.$client.query('SELECT')
