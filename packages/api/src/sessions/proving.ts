import { Refusal } from '@alongside/shared/problems'
import type { Proof } from '@alongside/shared/sessions/contract'
import type { FastifyRequest } from 'fastify'
import { atMoment } from '../db/pool.ts'
import type { Actor } from '../http/actor.ts'
import type { Services } from '../services.ts'
import { guarded } from './delays.ts'
import { knownDevice } from './devices.ts'
import { passwordFits } from './passwords.ts'
import { recordSessionEvent } from './queries.ts'

/**
 * That whoever sends this is the account's holder, and not somebody at her open session. Tries are counted with those of
 * signing in: an open session is no second way to guess. Of all that may be wrong one answer is given.
 * @throws Refusal session.not_proved · request.too_many
 */
export async function mustProve(
  services: Pick<Services, 'pools' | 'vault' | 'clock' | 'tallies'>,
  { actor, body, request }: { actor: Actor; body: Proof; request: FastifyRequest },
): Promise<void> {
  const { identity } = services.pools
  const { rows } = await identity.query<{ email: string; password_hash: string | null }>(
    'SELECT email, password_hash FROM accounts WHERE id = $1 AND disabled_at IS NULL',
    [actor.accountId],
  )
  const [account] = rows
  if (!account) throw new Refusal('session.required')
  const device = await knownDevice(identity, account.email, request)
  const proved = await guarded(services, { account: account.email, from: request.ip, device }, async () =>
    (await fits(account, body)) ? true : null,
  )
  if (proved) return
  await atMoment(identity, services.clock, (db, now) =>
    recordSessionEvent(db, 'session.step_up_failed', actor, request, now),
  )
  throw new Refusal('session.not_proved')
}

/** Each kind of proof has its line here. */
const fits = (account: { password_hash: string | null }, { password }: Proof): Promise<boolean> =>
  passwordFits(account.password_hash, password)
