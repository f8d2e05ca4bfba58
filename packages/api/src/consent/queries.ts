import { localDay, type WorkingCalendar } from '@alongside/shared/calendar'
import type { Consent, WithoutConsent } from '@alongside/shared/consent/schema'
import { cannotBeRead } from '@alongside/shared/unreadable'
import { sharedWithAgency } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'
import { openListed, type Sealed } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

type RecordRow<T extends { record: unknown }> = Omit<T, 'record'> & { record: Sealed<T['record']> }

const selectConsents = `SELECT c.id, c.record, c.given_on AS "givenOn", c.until_on AS "until", c.recorded_at AS "recordedAt",
    coalesce(a.name, 'Alongside') AS "recordedBy", c.withdrawn_at AS "withdrawnAt", c.lapsed_at AS "lapsedAt"
  FROM consents c LEFT JOIN accounts a ON a.id = c.recorded_by
  WHERE c.partnership_id = app.partnership_id()`

/** What opens the sealed records of a case once its key is known: every statement goes out before the first answer. */
export type Opened<T> = (key: WrappedKey) => T

/** A case's consents: what is in force, then what has ended, newest first. */
export async function readConsents(tx: Tx, vault: Vault, caseId: string): Promise<Opened<Consent[]>> {
  const { rows } = await tx.$client.query<RecordRow<Consent>>({
    name: 'consents-of-case',
    text: `${selectConsents} AND c.case_id = $1 
      ORDER BY c.withdrawn_at IS NULL AND c.lapsed_at IS NULL DESC, c.recorded_at DESC, c.id DESC LIMIT 100`,
    values: [caseId],
  })
  return (key) =>
    rows.map((row) =>
      openListed(vault, { ...row, key }, { record: 'consent' }, { record: { limits: cannotBeRead } }),
    )
}

export async function readWithoutConsents(
  tx: Tx,
  vault: Vault,
  caseId: string,
): Promise<Opened<WithoutConsent[]>> {
  const { rows } = await tx.$client.query<RecordRow<WithoutConsent>>({
    name: 'without-consents-of-case',
    text: `SELECT w.id, w.record, w.review_on AS "reviewOn", w.recorded_at AS "recordedAt",
        coalesce(a.name, 'Alongside') AS "recordedBy"
      FROM without_consents w LEFT JOIN accounts a ON a.id = w.recorded_by
      WHERE w.partnership_id = app.partnership_id() AND w.case_id = $1 
      ORDER BY w.recorded_at DESC, w.id DESC LIMIT 100`,
    values: [caseId],
  })
  return (key) =>
    rows.map((row) =>
      openListed(
        vault,
        { ...row, key },
        { record: 'without_consent' },
        { record: { whyInWords: cannotBeRead } },
      ),
    )
}

/** Agencies that see the case by consent, and on no other basis, as far as the actor sees who does. */
export async function seeByConsentAlone(tx: Tx, caseId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await tx.$client.query<{ id: string; name: string }>({
    name: 'see-by-consent-alone',
    text: `SELECT y.id, y.name FROM app.case_grants($1) g
      JOIN agencies y ON y.partnership_id = g.partnership_id AND y.id = g.agency_id
      WHERE ${sharedWithAgency('app.moment()')}
      GROUP BY y.id, y.name HAVING bool_and(g.basis = 'consent') ORDER BY y.name`,
    values: [caseId],
  })
  return rows
}

/** The case of a consent that the actor may see, or null. */
export async function caseOfConsent(tx: Tx, consentId: string): Promise<string | null> {
  const { rows } = await tx.$client.query<{ caseId: string }>({
    name: 'case-of-consent',
    text: `SELECT case_id AS "caseId" FROM consents WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [consentId],
  })
  return rows[0]?.caseId ?? null
}

/**
 * Ends a consent whose place another takes (ACC-3). Grants rest on. Whether it did: a record of an agency that she refuses takes
 * no other's place (ACC-8).
 */
export async function endConsent(tx: Tx, consentId: string, now: string): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'consent-lapsed',
    text: `UPDATE consents SET lapsed_at = $2 WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [consentId, now],
  })
  return rowCount === 1
}

/** She withdraws: whatever she agreed to, on whichever of her files, ends, and the grants with it (CON-3). Gives what ended. */
export async function withdrawAll(
  tx: Tx,
  caseId: string,
  now: string,
): Promise<{ consentId: string; caseId: string }[]> {
  const { rows } = await tx.$client.query<{ consentId: string; caseId: string }>({
    name: 'withdraw-consents',
    text: 'SELECT w.consent_id AS "consentId", w.of_case AS "caseId" FROM app.withdraw_consents($1, $2) w',
    values: [caseId, now],
  })
  return rows
}

/**
 * The day on which she last withdrew, on whichever of her files (CON-3). Holds them until the transaction ends, so that
 * none is withdrawn meanwhile.
 */
export async function lastWithdrawal(
  tx: Tx,
  caseId: string,
  calendar: WorkingCalendar,
): Promise<string | null> {
  const { rows } = await tx.$client.query<{ at: string | null }>({
    name: 'last-withdrawal',
    text: 'SELECT app.last_withdrawal($1) AS at',
    values: [caseId],
  })
  const at = rows[0]?.at
  return at ? localDay(calendar, at) : null
}

/** Ends the grants that rest on a consent, and no others. Whoever had no other may see the case no longer, from the next statement on. */
export async function endConsentGrants(tx: Tx, consentId: string, now: string): Promise<void> {
  await tx.$client.query({
    name: 'end-consent-grants',
    text: 'SELECT app.end_consent_grants($1, $2)',
    values: [consentId, now],
  })
}

/** Consents whose place another takes: they end, and the grants that rest on them with them (ACC-3). */
export async function supersedeConsents(
  tx: Tx,
  replaced: readonly { id: string }[],
  now: string,
): Promise<void> {
  for (const { id } of replaced) {
    await endConsent(tx, id, now)
    await endConsentGrants(tx, id, now)
  }
}
