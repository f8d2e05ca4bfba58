import { randomBytes } from 'node:crypto'
import * as contract from '@alongside/shared/accounts/contract'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import type { Connection } from '../db/pool.ts'
import { operations } from '../http/operation.ts'
import { secretHash } from '../secret-hash.ts'
import { hashPassword } from '../sessions/passwords.ts'
import { recordSessionEvent } from '../sessions/queries.ts'
import { askForReset } from './letters.ts'
import { mustBeGood } from './password-rules.ts'

let nobodys: Promise<string> | undefined

/** IDN-3: a password that was forgotten, one that is to change, and an account that somebody else may have used. */
export const accountRoutes: FastifyPluginAsync = async (app) => {
  const { command, open } = operations(app)
  const { identity } = app.services.pools

  open(contract.requestPasswordReset, ({ body, request, services, at }) =>
    at(async (db, now) => {
      await askForReset(db, body.email, now)
      await recordSessionEvent(db, contract.requestPasswordReset.audit, {}, request, now)
      services.nudge()
      return {}
    }),
  )

  open(contract.openPasswordReset, ({ body, request, at }) =>
    at(async (db, now) => {
      const { accountId, email } = await holderOf(db, body.token, now)
      await recordSessionEvent(db, contract.openPasswordReset.audit, { accountId }, request, now)
      return { email }
    }),
  )

  open(contract.resetPassword, async ({ body, request, services, at }) => {
    const { accountId, email, names } = await at(async (db, now) => {
      const holder = await holderOf(db, body.token, now)
      return { ...holder, names: await namesOf(db, holder.accountId) }
    })
    await mustBeGood(body.password, names)
    const chosen = await hashPassword(body.password)
    return at(async (db, now) => {
      if (!(await byLink(db, 'app.reset_password', body.token, chosen, now)))
        throw new Refusal('password.link_spent')
      await recordSessionEvent(db, contract.resetPassword.audit, { accountId }, request, now)
      services.nudge()
      return { email }
    })
  })

  command(
    contract.changePassword,
    async ({ tx, actor, body, now, services }) => {
      const chosen = await hashPassword(body.password)
      const values = [chosen, actor.sessionId, now]
      await tx.$client.query('SELECT app.change_own_password($1, $2, $3)', values)
      return {
        reply: {},
        audit: { subjectId: actor.accountId },
        events: [],
        afterwards: services.nudge,
      }
    },
    async ({ actor, body }) => mustBeGood(body.password, await namesOf(identity, actor.accountId)),
  )

  open(contract.raiseAlarm, async ({ body, request, services, at }) => {
    // Nobody has this one: by "Forgotten your password?" its holder chooses another. Made once: who has no link would keep sign-in busy with it.
    const unknown = await (nobodys ??= hashPassword(randomBytes(32).toString('base64url')))
    return at(async (db, now) => {
      const accountId = await byLink(db, 'app.raise_alarm', body.token, unknown, now)
      if (!accountId) throw new Refusal('password.link_spent')
      await recordSessionEvent(db, contract.raiseAlarm.audit, { accountId }, request, now)
      services.nudge()
      return {}
    })
  })
}

/** Whose a link to choose another password is, which stays good. @throws Refusal password.link_spent */
async function holderOf(identity: Connection, token: string, now: string) {
  const { rows } = await identity.query<{ accountId: string; email: string }>(
    `SELECT a.id AS "accountId", a.email FROM account_tokens t JOIN accounts a ON a.email = t.email
      WHERE t.token_hash = $1 AND t.kind = 'reset' AND t.spent_at IS NULL AND t.expires_at > $2 AND a.disabled_at IS NULL`,
    [secretHash(token), now],
  )
  const [holder] = rows
  if (!holder) throw new Refusal('password.link_spent')
  return holder
}

/** Uses a link, once, and all that follows of it. Gives whose account it is; null where it is good for nothing any more. */
async function byLink(
  identity: Connection,
  what: 'app.reset_password' | 'app.raise_alarm',
  token: string,
  passwordHash: string,
  now: string,
): Promise<string | null> {
  const { rows } = await identity.query<{ account: string | null }>(`SELECT ${what}($1, $2, $3) AS account`, [
    secretHash(token),
    passwordHash,
    now,
  ])
  return rows[0]?.account ?? null
}

/** What whoever wants to be let in would try first: her name and address, her agencies and partnerships. */
async function namesOf(identity: Connection, accountId: string): Promise<string[]> {
  const { rows } = await identity.query<{ names: string[] }>(
    `SELECT array_remove(ARRAY[a.name, a.email] || array_agg(g.name) || array_agg(p.name) || array_agg(p.locality), NULL) AS names
      FROM accounts a
      LEFT JOIN memberships m ON m.account_id = a.id
      LEFT JOIN agencies g ON g.partnership_id = m.partnership_id AND g.id = m.agency_id
      LEFT JOIN partnerships p ON p.id = m.partnership_id
      WHERE a.id = $1 GROUP BY a.id`,
    [accountId],
  )
  return rows[0]?.names ?? []
}
