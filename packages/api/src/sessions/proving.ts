import { Refusal } from '@alongside/shared/problems'
import type { Proof } from '@alongside/shared/sessions/contract'
import type { FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import type { Actor } from '../http/actor.ts'
import type { Vault } from '../vault.ts'
import { signInDelays } from './delays.ts'
import { passwordFits } from './passwords.ts'
import { recordSessionEvent } from './queries.ts'

/**
 * That whoever sends this is the account's holder, and not somebody at her open session. Tries are counted with those of
 * signing in: an open session is no second way to guess. Of all that may be wrong one answer is given.
 * @throws Refusal session.not_proved · request.too_many
 */
export async function mustProve(
  { identity, vault }: { identity: Pool; vault: Vault },
  { actor, body, request, now }: { actor: Actor; body: Proof; request: FastifyRequest; now: string },
): Promise<void> {
  const { rows } = await identity.query<{ email: string; password_hash: string | null }>(
    'SELECT email, password_hash FROM accounts WHERE id = $1 AND disabled_at IS NULL',
    [actor.accountId],
  )
  const [account] = rows
  if (!account) throw new Refusal('session.required')
  const delays = signInDelays(identity, vault, account.email, request.ip)
  await delays.refuseWhileDelayed(now)
  if (await fits(account, body)) return delays.forgetFailures()
  await delays.noteFailure(now)
  await recordSessionEvent(identity, 'session.step_up_failed', actor, request, now)
  throw new Refusal('session.not_proved')
}

/** Each kind of proof has its line here. */
const fits = (account: { password_hash: string | null }, { password }: Proof): Promise<boolean> =>
  passwordFits(account.password_hash, password)
