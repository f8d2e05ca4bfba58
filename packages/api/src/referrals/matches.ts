import { dateOfBirthOf } from '@alongside/shared/age/rules'
import type { Identity } from '@alongside/shared/cases/contract'
import { discussedStates } from '@alongside/shared/referrals/rules'
import type { Match } from '@alongside/shared/referrals/schema'
import { unreadableIdentity } from '../cases/case-file.ts'
import { identityOf } from '../cases/identity.ts'
import { bornTokens, exchanged, nameTokens, searchTerms } from '../cases/name-tokens.ts'
import type { Tx } from '../db/pool.ts'
import { openAmong } from '../sealed-rows.ts'
import type { Vault } from '../vault.ts'
import { likelihoodOf, likenessOf } from './likeness.ts'
import type { OpenReferral } from './queries.ts'
import { earlierDiscussed } from './queries.ts'

interface Candidate {
  /** The file whose names fit, and the one that goes on in its place. */
  reference: string
  identity: Buffer
  keyId: string
  wrapped: Buffer
  caseId: string
  goesOnReference: string
  goesOnIdentity: Buffer
  goesOnKeyId: string
  goesOnWrapped: Buffer
  light: Match['light']
  lastDiscussedOn: string | null
  lastReferralId: string | null
}

/** ACC-11: what the search for matches looks for, as it is kept. */
export function matchTerms(
  vault: Vault,
  partnershipId: string,
  { answers }: OpenReferral,
  today: string,
): bigint[] {
  const { name, aliases, age } = identityOf(answers, today)
  return searchTerms(vault, partnershipId, [name, ...aliases, dateOfBirthOf(age) ?? ''].join(' '))
}

/**
 * REF-10: cases of the partnership that may be the same person, likeliest first: by name, alias, spelling, sound and date
 * of birth. Of files that were joined the one that goes on is offered, found by the names of each.
 */
export async function findMatches(
  tx: Tx,
  vault: Vault,
  partnershipId: string,
  referral: OpenReferral,
  today: string,
): Promise<Match[]> {
  const sought = identityOf(referral.answers, today)
  const date = dateOfBirthOf(sought.age)
  const dates = [date, date && exchanged(date)].filter((one) => one !== null)
  const born = bornTokens(vault, partnershipId, dates)
  const tokens = [...nameTokens(vault, partnershipId, [sought.name, ...sought.aliases]), ...born]
  const { rows } = await tx.$client.query<Candidate>({
    name: 'candidates',
    text: `SELECT c.reference, c.identity, k.id AS "keyId", k.wrapped, g.id AS "caseId", g.reference AS "goesOnReference",
        g.identity AS "goesOnIdentity", n.id AS "goesOnKeyId", n.wrapped AS "goesOnWrapped", g.light,
        (greatest(g.last_discussed_at, c.last_discussed_at) AT TIME ZONE p.time_zone)::date AS "lastDiscussedOn",
        ${earlierDiscussed('g.id', `'infinity'`, '$4')} AS "lastReferralId"
      FROM cases c
      JOIN partnerships p ON p.id = c.partnership_id
      JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      LEFT JOIN joined_files j ON j.partnership_id = c.partnership_id AND j.joined_case_id = c.id AND j.undone_at IS NULL
      JOIN cases g ON g.partnership_id = c.partnership_id AND g.id = coalesce(j.case_id, c.id)
      JOIN data_keys n ON n.partnership_id = g.partnership_id AND n.id = g.data_key_id
      WHERE c.partnership_id = app.partnership_id() AND c.name_tokens && $1
        AND c.id IS DISTINCT FROM $2 AND g.id IS DISTINCT FROM $2
      ORDER BY c.name_tokens && $3 DESC,
        cardinality(ARRAY(SELECT unnest(c.name_tokens) INTERSECT SELECT unnest($1::bigint[]))) DESC LIMIT 50`,
    values: [tokens, referral.caseId, born, discussedStates],
  })
  const best = new Map<string, { score: number; match: Match }>()
  for (const row of rows) {
    const found = weigh(vault, sought, row, today)
    if (found.score >= 3 && found.score > (best.get(row.caseId)?.score ?? 0)) best.set(row.caseId, found)
  }
  return [...best.values()]
    .sort((a, b) => b.score - a.score)
    .slice(0, 20)
    .map(({ match }) => match)
}

/** Only what the coordinator may read on the case itself is named. */
function weigh(
  vault: Vault,
  sought: Identity,
  row: Candidate,
  today: string,
): { score: number; match: Match } {
  const known = openAmong(
    vault,
    { id: row.keyId, wrapped: row.wrapped },
    'identity',
    row.identity,
    unreadableIdentity,
    row.caseId,
  )
  const shown = openAmong(
    vault,
    { id: row.goesOnKeyId, wrapped: row.goesOnWrapped },
    'identity',
    row.goesOnIdentity,
    unreadableIdentity,
    row.caseId,
  )
  const { score, because } = likenessOf(sought, known, today)
  if (row.reference !== row.goesOnReference)
    because.push(`Found by her file ${row.reference}, which goes on in this one`)
  const match: Match = {
    caseId: row.caseId,
    reference: row.goesOnReference,
    name: shown.name,
    aliases: shown.aliases,
    age: shown.age,
    light: row.light,
    lastDiscussedOn: row.lastDiscussedOn,
    lastReferralId: row.lastReferralId,
    because,
    likelihood: likelihoodOf(score),
  }
  return { score, match }
}
