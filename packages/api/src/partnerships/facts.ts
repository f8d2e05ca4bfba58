import type { LegalFacts, SavedLegalFacts } from '@alongside/shared/partnerships/facts-contract'
import type { Tx } from '../db/pool.ts'

/** What the law makes of each agency, or of one, as its lead said last. */
export async function readLegalFacts(tx: Tx, agencyId: string | null = null): Promise<LegalFacts[]> {
  const { rows } = await tx.$client.query<LegalFacts>({
    name: 'legal-facts',
    text: `SELECT DISTINCT ON (y.name, y.id) f.agency_id AS "agencyId", y.name AS "agencyName", f.version, f.public_body AS "publicBody", f.function,
        f.relevant_authority AS "relevantAuthority", f.competent_authority AS "competentAuthority",
        f.duty_of_confidence AS "dutyOfConfidence", f.saved_at AS "savedAt", a.name AS "savedByName"
      FROM agency_legal_facts f JOIN agencies y ON y.partnership_id = f.partnership_id AND y.id = f.agency_id
      JOIN accounts a ON a.id = f.saved_by
      WHERE f.partnership_id = app.partnership_id() AND ($1::uuid IS NULL OR y.id = $1)
      ORDER BY y.name, y.id, f.version DESC`,
    values: [agencyId],
  })
  return rows
}

/** The next version. Those before stay on record. */
export async function writeLegalFacts(
  tx: Tx,
  facts: SavedLegalFacts,
  {
    agencyId,
    accountId,
    version,
    now,
  }: { agencyId: string; accountId: string; version: number; now: string },
): Promise<void> {
  await tx.$client.query({
    name: 'write-legal-facts',
    text: `INSERT INTO agency_legal_facts (agency_id, version, public_body, function, relevant_authority, competent_authority, duty_of_confidence, saved_at, saved_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      ...[agencyId, version, facts.publicBody, facts.function, facts.relevantAuthority],
      ...[facts.competentAuthority, facts.dutyOfConfidence, now, accountId],
    ],
  })
}
