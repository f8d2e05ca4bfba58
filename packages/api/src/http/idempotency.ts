import { Refusal } from '@alongside/shared/problems'
import type { FastifyRequest } from 'fastify'
import type { Tx } from '../db/pool.ts'
import type { Vault } from '../vault.ts'
import type { Actor } from './actor.ts'

export interface Answer {
  status: number
  reply: unknown
}

/** Days that an answer is kept for the same key. */
export const keptDays = 7
const wellFormed = /^[\x21-\x7e]{8,128}$/

/** A request that happens once, however often it is sent: whose, under which key, and what makes two requests the same. */
export interface Repeatable {
  accountId: string
  key: string
  hash: Buffer
}

/** Null: sent without a key. @throws Refusal request.invalid */
export function repeatableOf(vault: Vault, request: FastifyRequest, actor: Actor): Repeatable | null {
  const key = keyOf(request)
  return key === null ? null : { accountId: actor.accountId, key, hash: requestHash(vault, request, actor) }
}

/** The Idempotency-Key of a POST, or none. @throws Refusal request.invalid */
function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key']
  if (request.method !== 'POST' || key === undefined) return null
  if (typeof key === 'string' && wellFormed.test(key)) return key
  throw new Refusal('request.invalid', [
    {
      pointer: '#Idempotency-Key',
      code: 'invalid',
      detail: 'is 8 to 128 printable characters without blanks',
    },
  ])
}

/**
 * The answer that this key got before, if it did. Holds the key until the transaction ends, so that the same request
 * at the same moment is told to wait, and a crash frees it. An answer about a case that one may no longer see is gone (ACC-3), and so is
 * every answer from before one's agency lost sight of anything: it may tell of that. `emergency`: it is about an emergency access, of a case
 * that its holder does not see as she asks, nor once it is over: it stands while she knows of that access (ACC-7).
 * @throws Refusal idempotency.in_flight · idempotency.other_body · idempotency.answer_gone · not_found
 */
export async function earlierAnswer(
  tx: Tx,
  vault: Vault,
  { accountId, key, hash }: Repeatable,
  emergency: boolean,
): Promise<Answer | null> {
  const [held, found] = await Promise.all([
    tx.$client.query<{ held: boolean }>('SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS held', [
      `${accountId} ${key}`,
    ]),
    tx.$client.query<{
      request_hash: Buffer
      status: number
      reply: Buffer
      visible: boolean
      lost: boolean
    }>(
      `SELECT request_hash, status, reply, app.lost_since(created_at) AS lost,
          case_id IS NULL OR case_id = app.invited_case() OR app.sees_own_record(case_id)
            OR ($3 AND EXISTS (SELECT FROM emergency_accesses e WHERE e.partnership_id = app.partnership_id()
              AND e.case_id = idempotency_keys.case_id AND e.account_id = $1)) AS visible
         FROM idempotency_keys WHERE account_id = $1 AND key = $2`,
      [accountId, key, emergency],
    ),
  ])
  if (!held.rows[0]?.held) throw new Refusal('idempotency.in_flight')
  const row = found.rows[0]
  if (!row) return null
  if (!row.request_hash.equals(hash)) throw new Refusal('idempotency.other_body')
  if (!row.visible) throw new Refusal('not_found')
  if (row.lost) throw new Refusal('idempotency.answer_gone')
  return { status: row.status, reply: vault.open(deploymentKey(vault), 'reply', row.reply) }
}

export async function keepAnswer(
  tx: Tx,
  vault: Vault,
  { accountId, key, hash }: Repeatable,
  operation: string,
  answer: Answer,
  caseId: string | null,
  now: string,
): Promise<void> {
  await tx.$client.query({
    name: 'keep-answer',
    text: `INSERT INTO idempotency_keys (account_id, key, operation, request_hash, status, reply, case_id, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      accountId,
      key,
      operation,
      hash,
      answer.status,
      vault.seal(deploymentKey(vault), 'reply', answer.reply),
      caseId,
      now,
    ],
  })
}

/** What makes two requests the same: who acts for whom, where it went, on which version, and what it said. Keyed: a body may hold a name. */
const requestHash = (vault: Vault, request: FastifyRequest, { membershipId }: Actor): Buffer =>
  vault.mac(
    'requests',
    `${membershipId} ${request.method} ${request.url}\n${request.headers['if-match'] ?? ''}\n${JSON.stringify(request.body ?? null)}`,
  )

// Replies hold case data: sealed under a key of the deployment's own, and gone after seven days.
const deploymentKey = (vault: Vault) => vault.ownKey('kept replies')
