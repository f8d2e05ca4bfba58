import type { Basis } from '@alongside/shared/access'
import type { Light } from '@alongside/shared/traffic-light/schema'
import type { AgencyName } from '../src/demo/cast.ts'
import { newId, newReference } from '../src/ids.ts'
import type { WrappedKey } from '../src/vault.ts'
import type { Eastmarsh } from './world.ts'

export interface ArrangedCase {
  caseId: string
  referralId: string
  key: WrappedKey
}

/** A case with one accepted referral of the outreach worker's, written as rows: what the tests of meetings and actions begin with. */
export async function arrangeCase(
  world: Eastmarsh,
  name: string,
  { light = 'amber', shared = ['housing'] }: { light?: Light; shared?: AgencyName[] } = {},
): Promise<ArrangedCase> {
  const { partnershipId, agencies, services, rows } = world
  const now = world.clock.now()
  const caseId = newId()
  const referralId = newId()
  const consentId = newId()
  const key = services.vault.newKey(newId())
  const seal = services.vault.seal.bind(services.vault, key)
  const [author] = await rows<{ id: string }>(`SELECT id FROM accounts WHERE name = 'Jo Mbeki'`)
  const [ruleSet] = await rows<{ id: string }>('SELECT id FROM rule_sets WHERE partnership_id = $1', [
    partnershipId,
  ])
  const identity = {
    name,
    aliases: [],
    dateOfBirth: null,
    ageBelief: null,
    language: null,
    interpreter: null,
    safeContactHow: null,
    safeContactWhen: null,
    contactToAvoid: null,
  }
  await rows('INSERT INTO data_keys (partnership_id, id, wrapped) VALUES ($1, $2, $3)', [
    partnershipId,
    key.id,
    key.wrapped,
  ])
  await rows(
    `INSERT INTO cases (partnership_id, id, reference, data_key_id, identity, name_tokens, light, opened_at) VALUES ($1, $2, $3, $4, $5, '{}', $6, $7)`,
    [partnershipId, caseId, newReference('EMP', 2026), key.id, seal('identity', identity), light, now],
  )
  await rows(
    `INSERT INTO referrals (partnership_id, id, reference, state, case_id, data_key_id, agency_id, author_account_id, rule_set_id,
        answers, computed_light, light, to_meeting, created_at, updated_at, submitted_at, due_at)
      VALUES ($1, $2, $3, 'listed', $4, $5, $6, $7, $8, $9, $10, $10, true, $11, $11, $11, $11)`,
    [
      partnershipId,
      referralId,
      newReference('EMP', 2026),
      caseId,
      key.id,
      agencies.lantern,
      author?.id,
      ruleSet?.id,
      seal('answers', { request: { asks: 'A room with a lock' } }),
      light,
      now,
    ],
  )
  await rows(
    `INSERT INTO consents (partnership_id, id, case_id, record, given_on, until_on, recorded_at, recorded_by)
      VALUES ($1, $2, $3, '', '2026-01-01', '2027-01-01', $4, $5)`,
    [partnershipId, consentId, caseId, now, author?.id],
  )
  const grant = (agency: AgencyName, basis: Basis) =>
    rows(
      `INSERT INTO sharing_grants (partnership_id, id, case_id, agency_id, basis, referral_id, consent_id, from_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        partnershipId,
        newId(),
        caseId,
        agencies[agency],
        basis,
        basis === 'consent' ? null : referralId,
        basis === 'consent' ? consentId : null,
        now,
      ],
    )
  await Promise.all([
    grant('lantern', 'own referral'),
    grant('lantern', 'coordination'),
    ...shared.map((agency) => grant(agency, 'consent')),
  ])
  return { caseId, referralId, key }
}

/** What a refusal must leave as it was: the audit of what was done, the outbox, and these tables. */
export async function standing({ rows }: Eastmarsh, ...tables: string[]): Promise<unknown> {
  const counted = ['outbox_events', 'history', ...tables]
  const selects = counted.map(
    (table) => `(SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM ${table} t) AS ${table}`,
  )
  const [state] = await rows(
    `SELECT (SELECT count(*) FROM audit_events WHERE action <> 'access.denied') AS audited, ${selects.join(', ')}`,
  )
  return state
}
