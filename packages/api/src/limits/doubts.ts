import type { Limit } from '@alongside/shared/limits/schema'
import type { Tx } from '../db/pool.ts'

/**
 * ACC-8: what an agency that she refuses recorded as her no to others, on a file that the reader does not see: it does not bind this one
 * until who coordinates, or is of the agency that referred her, confirms that she said so. Told of it: whom and when, and nothing of that
 * file (ACC-6).
 */
export async function readDoubts(tx: Tx, caseId: string): Promise<Limit[]> {
  const { rows } = await tx.$client.query<Limit>({
    name: 'doubts-about',
    text: `SELECT l.id, c.id AS "caseId", c.reference AS "caseReference", l.kind, l.agency_id AS "agencyId", y.name AS "agencyName",
        l.account_id AS "accountId", w.name AS "accountName", l.purpose, '' AS words, app.is_of(l.agency_id) AS own, true AS doubted,
        l.said_on AS "saidOn", l.recorded_at AS "recordedAt", 'Another agency' AS "recordedBy",
        json_build_object('agencyId', g.id, 'agencyName', 'Another agency') AS "promisedBy", l.confirmed_at AS "confirmedAt",
        l.lifted_at AS "liftedAt", NULL AS "liftedBy", NULL AS "liftedWords"
      FROM app.doubts_about($1) l JOIN cases c ON c.partnership_id = app.partnership_id() AND c.id = $1
      JOIN agencies g ON g.partnership_id = c.partnership_id AND g.id = c.agency_id
      LEFT JOIN agencies y ON y.partnership_id = l.partnership_id AND y.id = l.agency_id
      LEFT JOIN accounts w ON w.id = l.account_id ORDER BY l.recorded_at, l.id LIMIT 50`,
    values: [caseId],
  })
  return rows
}

/** The file that the actor sees where such a no waits for her word; null where she sees the one on which it was recorded, or none. */
export async function fileOfDoubt(tx: Tx, limitId: string): Promise<string | null> {
  const { rows } = await tx.$client.query<{ id: string | null }>({
    name: 'file-of-doubt',
    text: 'SELECT app.file_of_doubt($1) AS id',
    values: [limitId],
  })
  return rows[0]?.id ?? null
}
