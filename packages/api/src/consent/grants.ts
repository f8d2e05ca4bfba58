import type { Basis } from '@alongside/shared/access'
import type { GrantPlan } from '@alongside/shared/consent/rules'
import type { ConsentAnswers, WithoutConsentAnswers } from '@alongside/shared/consent/schema'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import type { Vault, WrappedKey } from '../vault.ts'

/** The records that grants rest on; each plan takes the one that belongs to its basis. */
export interface RestsOn {
  referralId?: string | undefined
  consentId?: string | undefined
  withoutConsentId?: string | undefined
  emergencyAccessId?: string | undefined
  guestInvitationId?: string | undefined
  /** Whose emergency access or invitation it is. */
  accountId?: string | undefined
}

/**
 * Writes sharing grants (ACC-2) in one statement. An agency that is named twice on the same basis gets one grant.
 * What hangs on the case opens to those agencies with the next statement, in this transaction too.
 */
export async function writeGrants(
  tx: Tx,
  caseId: string,
  plans: readonly GrantPlan[],
  restsOn: RestsOn,
): Promise<void> {
  const grants = new Map(
    plans.map((plan) => [
      `${plan.agencyId} ${plan.basis}`,
      { id: newId(), ...plan, ...recordFor(plan.basis, restsOn) },
    ]),
  )
  await tx.$client.query({
    name: 'write-grants',
    text: `INSERT INTO sharing_grants (id, case_id, agency_id, account_id, basis, referral_id, consent_id, without_consent_id,
        emergency_access_id, guest_invitation_id, from_at, until_at)
      SELECT g.id, $1, g."agencyId", g."accountId", g.basis, g."referralId", g."consentId", g."withoutConsentId",
        g."emergencyAccessId", g."guestInvitationId", g."from", g.until
      FROM jsonb_to_recordset($2::jsonb) AS g(id uuid, "agencyId" uuid, "accountId" uuid, basis text, "referralId" uuid,
        "consentId" uuid, "withoutConsentId" uuid, "emergencyAccessId" uuid, "guestInvitationId" uuid, "from" timestamptz,
        until timestamptz)`,
    values: [caseId, JSON.stringify([...grants.values()])],
  })
}

function recordFor(basis: Basis, restsOn: RestsOn): RestsOn {
  const { referralId, consentId, withoutConsentId, emergencyAccessId, guestInvitationId, accountId } = restsOn
  const records: Record<Basis, RestsOn> = {
    own_referral: { referralId },
    coordination: { referralId },
    consent: { consentId },
    without_consent: { withoutConsentId },
    emergency_access: { emergencyAccessId, accountId },
    invitation: { guestInvitationId, accountId },
  }
  return records[basis]
}

export interface NewRecord<T> {
  caseId: string
  record: T
  accountId: string
  now: string
  /** Whose worker took it from her. */
  agencyId: string
  /** Written with the record that they rest on. */
  grants: readonly GrantPlan[]
}

/** Keeps a consent record that has no faults (CON-1), with its grants, and gives its id. */
export async function writeConsent(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  { caseId, record, accountId, agencyId, now, grants }: NewRecord<ConsentAnswers>,
): Promise<string> {
  const id = newId()
  const values = [
    id,
    caseId,
    vault.seal(key, 'consent', record),
    record.givenOn,
    record.until,
    now,
    accountId,
    agencyId,
  ]
  await Promise.all([
    tx.$client.query({
      name: 'write-consent',
      text: `INSERT INTO consents (id, case_id, record, given_on, until_on, recorded_at, recorded_by, agency_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      values,
    }),
    writeGrants(tx, caseId, grants, { consentId: id }),
  ])
  return id
}

/** Keeps a sharing without consent record that has no faults (CON-2), with its grants, and gives its id. */
export async function writeWithoutConsent(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  { caseId, record, accountId, agencyId, now, grants }: NewRecord<WithoutConsentAnswers>,
): Promise<string> {
  const id = newId()
  const values = [
    id,
    caseId,
    vault.seal(key, 'without_consent', record),
    record.reviewOn,
    now,
    accountId,
    agencyId,
  ]
  await Promise.all([
    tx.$client.query({
      name: 'write-without-consent',
      text: `INSERT INTO without_consents (id, case_id, record, review_on, recorded_at, recorded_by, agency_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      values,
    }),
    writeGrants(tx, caseId, grants, { withoutConsentId: id }),
  ])
  return id
}
