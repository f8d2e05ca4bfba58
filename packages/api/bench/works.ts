import type { Client } from 'pg'
import type { Actor } from '../src/http/actor.ts'
import type { Vault } from '../src/vault.ts'
import type { Asked } from './load.ts'
import { misspelt, nameOf } from './people.ts'
import { tokenOf } from './process.ts'
import { prepareDrafts } from './seed.ts'

export interface Request {
  asked: Asked
  actor: Actor
}
export interface Work {
  name: string
  /** Each request can be made once only. */
  once: boolean
  requests: () => Promise<Request[]>
}

/** What people do most, as themselves: workers of every agency of every partnership. */
export async function workOf(
  client: Client,
  vault: Vault,
  { scale, seconds }: { scale: number; seconds: number },
): Promise<Work[]> {
  const secret = vault.derive('access tokens')
  const { rows: actors } = await client.query<Actor>(
    `SELECT s.id AS "sessionId", s.account_id AS "accountId", m.role, m.id AS "membershipId", m.partnership_id AS "partnershipId",
      m.agency_id AS "agencyId" FROM sessions s JOIN memberships m ON m.id = s.membership_id ORDER BY md5(s.id::text)`,
  )
  const bySession = new Map(actors.map((actor) => [actor.sessionId, actor]))
  const as = (actor: Actor, path: string, post?: { ifMatch: string } | { body: string }): Request => ({
    actor,
    asked: {
      method: post ? 'POST' : 'GET',
      path,
      token: tokenOf(secret, actor),
      changes: post !== undefined && 'ifMatch' in post,
      ...post,
    },
  })
  const { rows: seen } = await client.query<{ caseId: string; sessionId: string }>(
    `SELECT DISTINCT ON (g.case_id) g.case_id AS "caseId", s.id AS "sessionId"
      FROM (SELECT * FROM sharing_grants TABLESAMPLE BERNOULLI (${Math.min(100, 2_000_000 / scale)}) WHERE basis <> 'coordination') g
      JOIN memberships m ON m.partnership_id = g.partnership_id AND m.agency_id = g.agency_id JOIN sessions s ON s.membership_id = m.id
      ORDER BY g.case_id, md5(s.id::text || g.case_id::text) LIMIT 20000`,
  )
  seen.sort(() => Math.random() - 0.5)
  const asked = [
    { state: 'discussed', light: 'red' },
    { state: 'discussed', light: 'amber' },
    { state: 'discussed', light: 'green' },
  ]
  return [
    {
      name: 'list of 50',
      once: false,
      requests: async () =>
        actors.flatMap((actor) =>
          asked.map((filter) =>
            as(actor, `/v1/referrals?${new URLSearchParams({ ...filter, sort: 'due' }).toString()}`),
          ),
        ),
    },
    {
      name: 'one case',
      once: false,
      requests: async () =>
        seen.map(({ caseId, sessionId }) => as(bySession.get(sessionId) as Actor, `/v1/cases/${caseId}`)),
    },
    {
      name: 'submission',
      once: true,
      requests: async () =>
        (await prepareDrafts(client, vault, Math.ceil(seconds * 900), Date.now())).map(
          ({ referralId, sessionId }) =>
            as(bySession.get(sessionId) as Actor, `/v1/referrals/${referralId}/submission`, {
              ifMatch: '"v1"',
            }),
        ),
    },
    {
      name: 'name search',
      once: false,
      requests: async () =>
        actors.map((actor, n) =>
          as(actor, '/v1/case-searches', { body: JSON.stringify({ q: misspelt(nameOf(n * 7919)) }) }),
        ),
    },
  ]
}
