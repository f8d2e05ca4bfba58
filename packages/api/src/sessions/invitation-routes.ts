import type { Role } from '@alongside/shared/access'
import { Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/sessions/contract'
import type { FastifyPluginAsync } from 'fastify'
import { mustBeGood } from '../accounts/password-rules.ts'
import type { Connection, Tx } from '../db/pool.ts'
import { operations } from '../http/operation.ts'
import { newId } from '../ids.ts'
import { secretHash } from '../secret-hash.ts'
import { guarded } from './delays.ts'
import { knownDevice } from './devices.ts'
import { readMyOffers } from './offers.ts'
import { hashPassword, passwordFits } from './passwords.ts'
import { recordSessionEvent } from './queries.ts'

/** ACC-10: a place is taken by its holder's own yes, by the link in her mail or signed in; no password is ever replaced. */
export const invitationRoutes: FastifyPluginAsync = async (app) => {
  const { query, command, open } = operations(app)

  open(contract.openInvitation, ({ body, request, at }) =>
    at(async (db, now) => {
      const link = await linkOf(db, body.token, now)
      await recordSessionEvent(db, contract.openInvitation.audit, {}, request, now)
      return {
        email: link.email,
        hasAccount: link.password_hash !== null,
        offer: offerOf(link),
      }
    }),
  )

  open(contract.acceptInvitation, async ({ body, request, services, at }) => {
    const link = await at((db, now) => linkOf(db, body.token, now))
    const { email, password_hash: known } = link
    // Without a place that is offered, as to a guest, the agency is not there to name.
    const names = [email, link.name, link.agency_name, link.partnership_name].filter((name) => name !== null)
    if (known === null) await mustBeGood(body.password, names)
    const first = known === null ? await hashPassword(body.password) : null
    const fits =
      known === null ||
      (await guarded(
        services,
        { account: email, from: request.ip, device: await at((db) => knownDevice(db, email, request)) },
        async () => ((await passwordFits(known, body.password)) ? true : null),
      ))
    return at(async (db, now) => {
      if (!fits) {
        await recordSessionEvent(db, 'session.failed', {}, request, now)
        throw new Refusal('session.wrong_credentials')
      }
      const { rows } = await db.query<{ account: string }>(
        'SELECT app.accept_invitation($1, $2, $3, $4, $5, $6, $7) AS account',
        [secretHash(body.token), newId(), first, threeIds(), request.id, request.ip, now],
      )
      const who = rows[0] ? { accountId: rows[0].account } : {}
      await recordSessionEvent(db, contract.acceptInvitation.audit, who, request, now)
      return { email }
    })
  })

  query(contract.listMyOffers, async ({ tx }) => ({ reply: { items: await readMyOffers(tx) } }))

  command(contract.acceptPlace, async ({ tx, params, request }) => {
    await mustBeMine(tx, params.offerId)
    const values = [params.offerId, threeIds(), request.id, request.ip]
    await tx.$client.query('SELECT app.accept_place($1, $2, $3, $4)', values)
    return { reply: {}, audit: {}, events: [] }
  })

  command(contract.declinePlace, async ({ tx, params, request }) => {
    await mustBeMine(tx, params.offerId)
    const values = [params.offerId, newId(), request.id, request.ip]
    await tx.$client.query('SELECT app.decline_place($1, $2, $3, $4)', values)
    return { reply: {}, audit: {}, events: [] }
  })
}

/** @throws Refusal not_found for another's as for an unknown one */
async function mustBeMine(tx: Tx, offerId: string): Promise<void> {
  const { rows } = await tx.$client.query<{ mine: boolean }>('SELECT app.offered_to_me($1) AS mine', [
    offerId,
  ])
  if (!rows[0]?.mine) throw new Refusal('not_found')
}

/** Of the place, its event and its record. */
const threeIds = () => [newId(), newId(), newId()]

interface LinkRow {
  email: string
  offer_id: string | null
  password_hash: string | null
  /** Of whoever is invited. */
  name: string | null
  partnership_name: string | null
  agency_name: string | null
  role: Role
  job_title: string | null
  offered_by: string | null
  expires_at: string
}

/** What a link that is alive stands for. @throws Refusal invitation.spent */
async function linkOf(identity: Connection, token: string, now: string): Promise<LinkRow> {
  const { rows } = await identity.query<LinkRow>(
    `SELECT t.email, t.offer_id, a.password_hash, coalesce(a.name, o.name) AS name, p.name AS partnership_name, g.name AS agency_name, o.role, o.job_title,
        b.name AS offered_by, t.expires_at
      FROM account_tokens t
      LEFT JOIN accounts a ON a.email = t.email
      LEFT JOIN place_offers o ON o.id = t.offer_id
      LEFT JOIN partnerships p ON p.id = o.partnership_id
      LEFT JOIN agencies g ON g.partnership_id = o.partnership_id AND g.id = o.agency_id
      LEFT JOIN memberships m ON m.partnership_id = o.partnership_id AND m.id = o.offered_by
      LEFT JOIN accounts b ON b.id = m.account_id
      WHERE t.token_hash = $1 AND t.kind = 'invitation' AND t.spent_at IS NULL AND t.expires_at > $2 AND a.disabled_at IS NULL
        AND (t.offer_id IS NULL OR o.ended_at IS NULL)`,
    [secretHash(token), now],
  )
  const [link] = rows
  if (!link) throw new Refusal('invitation.spent')
  return link
}

/** Null where the place is there already, as a guest's. */
function offerOf({ partnership_name: partnershipName, agency_name: agencyName, ...link }: LinkRow) {
  if (partnershipName === null || agencyName === null) return null
  return {
    partnershipName,
    agencyName,
    role: link.role,
    jobTitle: link.job_title,
    offeredByName: link.offered_by,
    expiresAt: link.expires_at,
  }
}
