import { forumsOfForm } from '@alongside/shared/other-forums/rules'
import { waysOf } from '@alongside/shared/reach/rules'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import type { SealedThing, Vault, WrappedKey } from '../vault.ts'

interface Writing {
  referralId: string
  caseId: string
  key: WrappedKey
  accountId: string
  now: string
}

/** REF-14, FOR-1: the rows of a form onto her file, where it or its rest comes. A row that was changed there keeps what it says there. */
export const writeRowsOfForm = (tx: Tx, vault: Vault, answers: ReferralAnswers, writing: Writing) => [
  writeRows(tx, vault, 'ways_to_reach', 'way to reach', waysOf(answers.reach), writing),
  writeRows(tx, vault, 'other_forums', 'other forum', forumsOfForm(answers.otherForums), writing),
]

/** Into a table that is only added to. A form that is sent again puts right what it said. */
async function writeRows(
  tx: Tx,
  vault: Vault,
  table: 'ways_to_reach' | 'other_forums',
  thing: SealedThing,
  rows: ReadonlyMap<string, object>,
  { referralId, caseId, key, accountId, now }: Writing,
): Promise<void> {
  if (rows.size === 0) return
  const given = [...rows].map(([formKey, said]) => ({
    id: newId(),
    formKey,
    said: vault.seal(key, thing, said).toString('base64'),
  }))
  await tx.$client.query({
    name: `write-${table}-of-form`,
    text: `WITH given AS (SELECT g.id, g."formKey", decode(g.said, 'base64') AS said
          FROM jsonb_to_recordset($3::jsonb) AS g(id uuid, "formKey" text, said text)),
        standing AS (SELECT DISTINCT ON (w.form_key) w.form_key, w.id, w.version,
            (SELECT max(n.version) FROM ${table} n WHERE n.partnership_id = w.partnership_id AND n.id = w.id) AS newest
          FROM ${table} w WHERE w.partnership_id = app.partnership_id() AND w.referral_id = $1
          ORDER BY w.form_key, w.version DESC)
      INSERT INTO ${table} (id, version, case_id, said, referral_id, form_key, recorded_at, recorded_by)
      SELECT coalesce(s.id, g.id), coalesce(s.newest + 1, 1), $2, g.said, $1, g."formKey", $4, $5
      FROM given g LEFT JOIN standing s ON s.form_key = g."formKey" WHERE s.id IS NULL OR s.newest = s.version`,
    values: [referralId, caseId, JSON.stringify(given), now, accountId],
  })
}
