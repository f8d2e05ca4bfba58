import type { Identity } from '@alongside/shared/cases/contract'
import type { Match } from '@alongside/shared/referrals/schema'
import { identityOf } from '../cases/identity.ts'
import { nameTokens, normalise, soundsLike } from '../cases/name-tokens.ts'
import type { Tx } from '../db/pool.ts'
import type { Vault } from '../vault.ts'
import type { OpenReferral } from './queries.ts'

interface Candidate {
  caseId: string
  reference: string
  light: Match['light']
  lastDiscussedAt: string | null
  identity: Buffer
  keyId: string
  wrapped: Buffer
}

/** REF-10: cases of the partnership that may be the same person, likeliest first: by name, alias, spelling, sound and date of birth. */
export async function findMatches(
  tx: Tx,
  vault: Vault,
  partnershipId: string,
  referral: OpenReferral,
): Promise<Match[]> {
  const sought = identityOf(referral.answers)
  const tokens = nameTokens(vault, partnershipId, [sought.name, ...sought.aliases], sought.dateOfBirth)
  const { rows } = await tx.$client.query<Candidate>({
    name: 'candidates',
    text: `SELECT c.id AS "caseId", c.reference, c.light, c.last_discussed_at AS "lastDiscussedAt", c.identity, k.id AS "keyId", k.wrapped
      FROM cases c JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      WHERE c.partnership_id = app.partnership_id() AND c.name_tokens && $1 AND c.id IS DISTINCT FROM $2
      ORDER BY cardinality(ARRAY(SELECT unnest(c.name_tokens) INTERSECT SELECT unnest($1::bigint[]))) DESC LIMIT 50`,
    values: [tokens, referral.caseId],
  })
  return rows
    .map((row) =>
      weigh(
        sought,
        row,
        vault.open<Identity>({ id: row.keyId, wrapped: row.wrapped }, 'identity', row.identity),
      ),
    )
    .filter(({ score }) => score >= 3)
    .sort((a, b) => b.score - a.score)
    .slice(0, 20)
    .map(({ match }) => match)
}

/** Each likeness with its weight; only what the coordinator may read on the case itself is named. */
function weigh(sought: Identity, { caseId, reference, light, lastDiscussedAt }: Candidate, known: Identity) {
  const because: string[] = []
  let score = 0
  const add = (weight: number, text: string) => {
    score += weight
    because.push(text)
  }
  const soughtNames = [sought.name, ...sought.aliases].map(normalise)
  const knownNames = [known.name, ...known.aliases].map(normalise)
  if (normalise(sought.name) === normalise(known.name)) add(5, 'The same name')
  else if (soughtNames.some((name) => knownNames.includes(name))) add(4, 'A name that is also an alias')
  else if (soughtNames.some((name) => knownNames.some((other) => soundsLike(name, other))))
    add(3, 'A name that sounds alike')
  else add(2, 'A name that is spelt alike')
  if (sought.dateOfBirth && known.dateOfBirth) {
    if (sought.dateOfBirth === known.dateOfBirth) add(5, 'The same date of birth')
    else score -= 2
  }
  const match: Match = {
    caseId,
    reference,
    name: known.name,
    aliases: known.aliases,
    dateOfBirth: known.dateOfBirth,
    light,
    lastDiscussedOn: lastDiscussedAt?.slice(0, 10) ?? null,
    because,
    likelihood: score >= 9 ? 'very likely' : score >= 5 ? 'likely' : 'possible',
  }
  return { score, match }
}
