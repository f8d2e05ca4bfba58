import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { coordinates } from '@alongside/shared/access'
import { localDay, startOfDay, type WorkingCalendar } from '@alongside/shared/calendar'
import { type Fault, Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/systems/contract'
import {
  proposalFaults,
  whyNotDecideSystem,
  whyNotMakeSecret,
  whyNotSystem,
  wideningFaults,
} from '@alongside/shared/systems/rules'
import { and, eq, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import type { Tx } from '../db/pool.ts'
import { memberships } from '../db/tables/partnerships.ts'
import { systemSecrets, systems } from '../db/tables/systems.ts'
import { paged } from '../http/cursors.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { mustCoordinate } from '../meetings/queries.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import { secretHash } from '../secret-hash.ts'
import {
  lockSystem,
  mustBeOwner,
  mustLead,
  readCalls,
  readSystem,
  readSystems,
  type SystemRow,
  shown,
} from './queries.ts'

/** API-2: credentials of agencies' own systems: asked for by a lead, agreed to by the coordinator, ended by either. */
export const systemRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listSystems, async ({ tx, now }) => {
    const calendar = await calendarIn(tx, now)
    return { reply: { items: (await readSystems(tx, now)).map((system) => shown(system, calendar)) } }
  })

  query(contract.readSystem, async ({ tx, params, now }) => ({
    reply: await reply(tx, params.systemId, now),
  }))

  query(contract.listSystemCalls, async ({ tx, vault, params, query: asked, now }) => {
    const { systemId } = params
    await readSystem(tx, systemId, now)
    const reply = await paged(
      vault,
      `${contract.listSystemCalls.id} ${systemId}`,
      asked,
      (after, limit) => readCalls(tx, systemId, after, limit),
      ({ at, id }) => [at, id],
    )
    return { reply, audit: { subjectId: systemId } }
  })

  command(contract.proposeSystem, async ({ tx, actor, body, now }) => {
    await mustLead(tx, actor.membershipId, actor.agencyId)
    const calendar = await calendarIn(tx, now)
    const faults = [...proposalFaults(body, localDay(calendar, now)), ...addressFaults(body.addresses)]
    if (faults.length) throw new Refusal('request.invalid', faults)
    await mustBeOwner(tx, body.ownerMembershipId, actor.agencyId, now)
    const id = newId()
    const { name, ownerMembershipId, scopes, addresses = [], expiresOn } = body
    await tx.insert(systems).values({
      id,
      agencyId: actor.agencyId,
      name,
      ownerMembershipId,
      scopes,
      addresses,
      expiresAt: startOfDay(calendar, Temporal.PlainDate.from(expiresOn).add({ days: 1 })).toString(),
      proposedBy: actor.accountId,
      proposedAt: now,
    })
    return {
      reply: await reply(tx, id, now),
      audit: { subjectId: id },
      events: [{ type: 'system.proposed', data: { systemId: id, agencyId: actor.agencyId } }],
    }
  })

  command(contract.agreeSystem, async ({ tx, actor, params, version, now }) => {
    const system = await systemToDecide(tx, params.systemId, 'agree', now, version)
    await mustBeOwner(tx, system.ownerMembershipId, system.agencyId, now)
    const membershipId = newId()
    await tx.insert(memberships).values({
      id: membershipId,
      accountId: await accountOf(tx, system.id, now),
      agencyId: system.agencyId,
      role: 'machine_client',
      startedAt: now,
      endedAt: system.expiresAt,
    })
    await save(tx, system, { state: 'agreed', membershipId, decidedBy: actor.accountId, decidedAt: now })
    return {
      reply: await reply(tx, system.id, now),
      audit: { subjectId: system.id },
      events: [{ type: 'system.agreed', data: { systemId: system.id, agencyId: system.agencyId } }],
    }
  })

  command(contract.declineSystem, async ({ tx, actor, params, body, version, now }) => {
    const system = await systemToDecide(tx, params.systemId, 'decline', now, version)
    const decision = { decidedBy: actor.accountId, decidedAt: now, decidedFor: body.reason }
    await save(tx, system, { state: 'declined', ...decision })
    return {
      reply: await reply(tx, system.id, now),
      audit: { subjectId: system.id },
      events: [{ type: 'system.declined', data: { systemId: system.id, agencyId: system.agencyId } }],
    }
  })

  command(contract.changeSystem, async ({ tx, actor, params, body, version, now }) => {
    const system = await systemToMove(tx, params.systemId, 'change', now, version)
    await mustLead(tx, actor.membershipId, system.agencyId)
    const faults = [...wideningFaults(system, body), ...addressFaults(body.addresses)]
    if (faults.length) throw new Refusal('request.invalid', faults)
    if (body.ownerMembershipId) await mustBeOwner(tx, body.ownerMembershipId, system.agencyId, now)
    await save(tx, system, body)
    if (system.membershipId) await accountOf(tx, system.id, now)
    await endTokens(tx, system.id, now)
    return { reply: await reply(tx, system.id, now), audit: { subjectId: system.id }, events: [] }
  })

  command(contract.endSystem, async ({ tx, actor, params, body, version, now }) => {
    const system = await systemToMove(tx, params.systemId, 'end', now, version)
    if (!coordinates(actor.role)) await mustLead(tx, actor.membershipId, system.agencyId)
    const ending = { endedBy: actor.accountId, endedAt: now, endedFor: body.reason }
    await save(tx, system, { state: system.membershipId ? 'ended' : 'declined', ...ending })
    if (system.membershipId)
      await tx.update(memberships).set({ endedAt: now }).where(eq(memberships.id, system.membershipId))
    await tx.update(systemSecrets).set({ endedAt: now }).where(eq(systemSecrets.systemId, system.id))
    await endTokens(tx, system.id, now)
    return {
      reply: await reply(tx, system.id, now),
      audit: { subjectId: system.id },
      events: [{ type: 'system.ended', data: { systemId: system.id, agencyId: system.agencyId } }],
    }
  })

  command(contract.makeSecret, async ({ tx, actor, params, now }) => {
    const system = await systemToMove(tx, params.systemId, 'make a secret', now)
    await mustLead(tx, actor.membershipId, system.agencyId)
    const refused = whyNotMakeSecret(system)
    if (refused) throw new Refusal(refused)
    const id = newId()
    const secret = randomBytes(32).toString('base64url')
    await tx.insert(systemSecrets).values({
      id,
      systemId: system.id,
      hash: secretHash(secret),
      hint: secret.slice(-4),
      madeBy: actor.accountId,
      madeAt: now,
    })
    return {
      reply: { id, clientId: system.id, secret, system: await reply(tx, system.id, now) },
      audit: { subjectId: system.id },
      events: [],
    }
  })

  command(contract.endSecret, async ({ tx, actor, params, now }) => {
    const system = await lockSystem(tx, params.systemId, now)
    await mustLead(tx, actor.membershipId, system.agencyId)
    const which = and(eq(systemSecrets.systemId, system.id), eq(systemSecrets.id, params.secretId))
    const [secret] = await tx.select().from(systemSecrets).where(which)
    if (!secret) throw new Refusal('not_found')
    // Ended twice is ended once.
    if (!secret.endedAt) await tx.update(systemSecrets).set({ endedAt: now }).where(which)
    await endTokens(tx, system.id, now)
    return { reply: await reply(tx, system.id, now), audit: { subjectId: system.id }, events: [] }
  })
}

const calendarIn = async (tx: Tx, now: string): Promise<WorkingCalendar> =>
  calendarOf(await readPartnership(tx, now))

const reply = async (tx: Tx, systemId: string, now: string) =>
  shown(await readSystem(tx, systemId, now), await calendarIn(tx, now))

async function systemToMove(
  tx: Tx,
  systemId: string,
  move: Parameters<typeof whyNotSystem>[0],
  now: string,
  version?: number,
): Promise<SystemRow> {
  const system = await lockSystem(tx, systemId, now)
  if (version !== undefined) sameVersion(version, system.version)
  const refusal = whyNotSystem(move, system.state)
  if (refusal) throw new Refusal(refusal)
  return system
}

/** The system, held, for the coordinator to decide. @throws Refusal also system.own_proposal */
async function systemToDecide(
  tx: Tx,
  systemId: string,
  move: 'agree' | 'decline',
  now: string,
  version: number,
): Promise<SystemRow> {
  const system = await systemToMove(tx, systemId, move, now, version)
  await mustCoordinate(tx)
  const refused = whyNotDecideSystem(move, system)
  if (refused) throw new Refusal(refused)
  return system
}

const save = (tx: Tx, { id }: SystemRow, change: Partial<typeof systems.$inferInsert>) =>
  tx
    .update(systems)
    .set({ ...change, version: sql`${systems.version} + 1` })
    .where(eq(systems.id, id))

/** Made once; from then on it is called after the system and whoever answers for it now. */
async function accountOf(tx: Tx, systemId: string, now: string): Promise<string> {
  const { rows } = await tx.$client.query<{ id: string }>('SELECT app.account_of_system($1, $2, $3) AS id', [
    systemId,
    newId(),
    now,
  ])
  const id = rows[0]?.id
  if (!id) throw new Error('app.account_of_system returned nothing')
  return id
}

const endTokens = (tx: Tx, systemId: string, now: string) =>
  tx.$client.query('SELECT app.end_tokens_of_system($1, $2)', [systemId, now])

/** What a pattern cannot say of a CIDR block. */
function addressFaults(addresses: readonly string[] = []): Fault[] {
  return addresses.flatMap((block, index) => {
    const [address = '', bits = ''] = block.split('/')
    const family = isIP(address)
    if (family !== 0 && Number(bits) <= (family === 4 ? 32 : 128)) return []
    return [{ pointer: `/addresses/${index}`, code: 'invalid', detail: 'is no block of addresses' }]
  })
}
