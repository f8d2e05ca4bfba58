import { stands } from '@alongside/shared/consent/rules'
import { Refusal } from '@alongside/shared/problems'
import { openCase } from '../cases/case-file.ts'
import { filesOf } from '../cases/joining.ts'
import { readConsents, supersedeConsents } from '../consent/queries.ts'
import type { Tx } from '../db/pool.ts'
import { moveCharacteristics } from '../monitoring/characteristics.ts'
import type { SealedThing, Vault, WrappedKey } from '../vault.ts'
import type { OpenReferral } from './queries.ts'

/** Every sealed column that may hang on a new case, and what it holds. */
const sealedColumns = [
  ['referrals', 'answers', 'answers'],
  ['referrals', 'known_as', 'known as'],
  ['referrals', 'returned_for', 'reason'],
  ['referral_recipients', 'words', 'words'],
  ['consents', 'record', 'consent'],
  ['without_consents', 'record', 'without_consent'],
  ['safeguarding_notifications', 'about', 'about'],
  ['voices', 'words', 'words'],
  ['history', 'reason', 'reason'],
  ['agenda_items', 'record', 'record'],
  ['agenda_items', 'deferred_for', 'reason'],
  ['contributions', 'words', 'words'],
  ['minuted_items', 'content', 'minuted item'],
  ['contact_attempts', 'words', 'contact'],
  ['flags', 'reference', 'flag'],
  ['outcomes', 'words', 'outcomes'],
] as const satisfies readonly (readonly [string, string, SealedThing])[]

/**
 * REF-10: the coordinator knows her. The referral, with all that hangs on its new file, moves to the known one and is
 * sealed anew under its key; the new file and its key are gone after it. What was looked at stays in the access log.
 * The move is for good: the new file's key is destroyed with it. Where that is not wanted, or more hangs on the new file,
 * it is accepted on its own and the two files are joined (cases/joining.ts), which can be undone.
 * @throws Refusal reference.unknown for a case that she may not see · referral.not_movable
 */
export async function moveToKnownCase(
  tx: Tx,
  vault: Vault,
  referral: OpenReferral,
  from: string,
  to: string,
  now: string,
): Promise<{ caseId: string; key: WrappedKey; lastDiscussedAt: string | null }> {
  if (from === to) return { caseId: from, key: referral.key, lastDiscussedAt: null }
  const known = await openCase(tx, vault, to, true).catch((error: unknown) => {
    if (error instanceof Refusal)
      throw new Refusal('reference.unknown', [
        { pointer: '/sameAsCaseId', code: 'unknown', detail: 'is not a case that you may see' },
      ])
    throw error
  })
  const sealed = await Promise.all(
    sealedColumns.map(async ([table, column, thing]) => {
      const { rows } = await tx.$client.query<{ id: string; value: Buffer }>(
        `SELECT id, ${column} AS value FROM ${table} WHERE partnership_id = app.partnership_id() AND case_id = $1 AND ${column} IS NOT NULL`,
        [from],
      )
      return rows.map(({ id, value }) => ({
        table,
        column,
        id,
        value: vault.seal(known.key, thing, vault.open(referral.key, thing, value)).toString('hex'),
      }))
    }),
  )
  // What she agreed to last is what holds (ACC-3): the consents that the known case had give way to this one.
  const before = (await readConsents(tx, vault, to))(known.key).filter(stands)
  if (referral.answers.consent?.basis === 'consent') await supersedeConsents(tx, before, now)
  await mustNotBeCalledTwice(tx, from, to)
  await moveCharacteristics(tx, from, to)
  const moving = [from, to, JSON.stringify(sealed.flat())]
  await tx.$client.query('SELECT app.move_flags_and_emergencies($1, $2, $3)', moving)
  await tx.$client.query('SELECT app.move_outcomes($1, $2, $3)', moving)
  await tx.$client.query('SELECT app.move_to_case($1, $2, $3)', moving)
  await tx.$client.query(
    'UPDATE cases SET light = $2, version = version + 1 WHERE partnership_id = app.partnership_id() AND id = $1',
    [to, referral.light],
  )
  return { caseId: to, key: known.key, lastDiscussedAt: await lastDiscussed(tx, to) }
}

/** MTG-5: about one case one emergency meeting runs: with one on each file, neither can take the other's place. @throws Refusal referral.not_movable */
async function mustNotBeCalledTwice(tx: Tx, from: string, to: string): Promise<void> {
  const { rows } = await tx.$client.query(
    `SELECT DISTINCT case_id FROM meetings WHERE partnership_id = app.partnership_id() AND kind = 'emergency' AND state <> 'closed'
      AND case_id IN ($1, $2)`,
    [from, to],
  )
  if (rows.length > 1) throw new Refusal('referral.not_movable')
}

/** When the person of that case was last discussed, on any of her files that the coordinator sees. */
async function lastDiscussed(tx: Tx, caseId: string): Promise<string | null> {
  const { rows } = await tx.$client.query<{ at: string | null }>({
    name: 'last-discussed',
    text: `SELECT max(last_discussed_at) AS at FROM cases
      WHERE partnership_id = app.partnership_id() AND id = ANY (${filesOf('$1')})`,
    values: [caseId],
  })
  return rows[0]?.at ?? null
}
