import { isDeepStrictEqual } from 'node:util'
import { childBand, isChildAtRisk, unnamedChildId } from '@alongside/shared/children/rules'
import type { ChildRow, ChildSaid, ChildTold, ChildWithHer } from '@alongside/shared/children/schema'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import type { Sealed } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

interface Writing {
  caseId: string
  key: WrappedKey
  accountId: string
  now: string
  /** The local day: on it a child is as old as is said, and counted. */
  day: string
}

/** What is said of a child, in its two parts: what a notification tells, and what is between her and the child. What is blank is nothing. */
export function partsOf(
  said: ChildSaid & { id?: string },
  statedOn: string,
): { told: ChildTold; withHer: ChildWithHer } {
  const { id: _, contact, doNotAskHer, ...told } = said
  const lasting = Object.fromEntries(
    Object.entries(told).filter(([, value]) => value !== false && String(value).trim() !== ''),
  ) as ChildTold
  return {
    told: { ...lasting, ...(lasting.stated && { statedOn }) },
    withHer: { ...(contact?.trim() && { contact }), ...(doNotAskHer && { doNotAskHer }) },
  }
}

interface Sealing {
  told: Buffer
  withHer: Buffer
  band: string
}

const sealed = (vault: Vault, key: WrappedKey, parts: ReturnType<typeof partsOf>, day: string): Sealing => ({
  told: vault.seal(key, 'child', parts.told),
  withHer: vault.seal(key, 'child with her', parts.withHer),
  band: childBand(parts.told, day),
})

/** Puts a child onto its case and gives the id. `from`: the row of the form with which it came. */
export async function writeChild(
  tx: Tx,
  vault: Vault,
  said: ChildSaid,
  { caseId, key, accountId, now, day }: Writing,
  from: { referralId: string; row: string } | null = null,
): Promise<string> {
  const id = newId()
  const { told, withHer, band } = sealed(vault, key, partsOf(said, day), day)
  await tx.$client.query({
    name: 'write-child',
    text: `INSERT INTO children (id, case_id, referral_id, form_row, told, with_her, age_band, band_on, recorded_at, recorded_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [id, caseId, from?.referralId, from?.row, told, withHer, band, day, now, accountId],
  })
  return id
}

interface Standing {
  id: string
}

interface Rewriting {
  reason?: string | null
  /** The day on which the child was as old as is said. */
  statedOn?: string
  /** It was never a child of this case. */
  mistaken?: boolean
  /** Somebody does it on the case: the form does not undo it when it comes again. */
  onCase?: boolean
}

/** What is known of a child becomes what is said now; what stood stays as it was, with why. */
export async function rewriteChild(
  tx: Tx,
  vault: Vault,
  standing: Standing,
  said: ChildSaid,
  { caseId, key, accountId, now, day }: Writing,
  { reason = null, statedOn = day, mistaken = false, onCase = false }: Rewriting,
): Promise<void> {
  const { told, withHer, band } = sealed(vault, key, partsOf(said, statedOn), day)
  await tx.$client.query({
    name: 'keep-earlier-child',
    text: `INSERT INTO earlier_children (child_id, version, case_id, agency_id, words_of, told, with_her, reason, until_at, changed_by)
      SELECT c.id, c.version, c.case_id, c.agency_id, c.words_of, c.told, c.with_her, $2, $3, $4 FROM children c
       WHERE c.partnership_id = app.partnership_id() AND c.id = $1`,
    values: [standing.id, reason && vault.seal(key, 'reason', reason), now, accountId],
  })
  await tx.$client.query({
    name: 'change-child',
    text: `UPDATE children SET version = version + 1, told = $2, with_her = $3, age_band = $4, band_on = $5, changed_at = $6, changed_by = $7,
        mistaken_at = CASE WHEN $8 THEN $6 ELSE mistaken_at END, follows_form = follows_form AND NOT $10
      WHERE partnership_id = app.partnership_id() AND id = $1 AND case_id = $9`,
    values: [standing.id, told, withHer, band, day, now, accountId, mistaken, caseId, onCase],
  })
}

/** A child of the form as it stands on the case. */
interface CopiedChild {
  id: string
  atRisk: boolean
}

interface CopiedRow extends Standing {
  row: string
  followsForm: boolean
  told: Sealed<ChildTold>
  withHer: Sealed<ChildWithHer>
}

/**
 * CHD-1: the children of a form onto its case, each once however often the form comes. What the form puts right is put right while
 * nobody has changed that child on the case; what is no longer on it was a mistake. Gives the children of the form, as they stand on the case.
 */
export async function copyChildren(
  tx: Tx,
  vault: Vault,
  referralId: string,
  rows: readonly ChildRow[],
  writing: Writing,
  again: boolean,
): Promise<CopiedChild[]> {
  const before = again ? await copiedBefore(tx, referralId) : []
  const named = rows.find((row) => isChildAtRisk(row) && before.every((one) => one.row !== row.id))
  const unnamed = before.find(({ row }) => row === unnamedChildId)
  // Who was not named yet is, now: one child still, on the notification that names her or him.
  if (unnamed && named && rows.every(({ id }) => id !== unnamedChildId)) {
    await tx.$client.query({
      name: 'name-child',
      text: 'UPDATE children SET form_row = $2 WHERE partnership_id = app.partnership_id() AND id = $1',
      values: [unnamed.id, named.id],
    })
    unnamed.row = named.id
  }
  const copied: CopiedChild[] = []
  for (const { id: row, ...said } of rows) {
    const known = before.find((one) => one.row === row)
    if (!known) {
      const id = await writeChild(tx, vault, said, writing, { referralId, row })
      copied.push({ id, atRisk: isChildAtRisk(said) })
      continue
    }
    await followForm(tx, vault, known, said, writing)
    copied.push({ id: known.id, atRisk: isChildAtRisk(said) })
  }
  for (const gone of before.filter(
    ({ row, followsForm }) => followsForm && rows.every(({ id }) => id !== row),
  ))
    await takeOff(tx, vault, gone, writing)
  return copied
}

/** The children that came with a form before, held: whoever changes one on the case waits, or is waited for. */
async function copiedBefore(tx: Tx, referralId: string): Promise<CopiedRow[]> {
  const { rows } = await tx.$client.query<CopiedRow>({
    name: 'children-of-form',
    text: `SELECT c.id, c.form_row AS row, c.follows_form AS "followsForm", c.told, c.with_her AS "withHer"
      FROM children c WHERE c.partnership_id = app.partnership_id() AND c.referral_id = $1 AND c.form_row IS NOT NULL AND c.mistaken_at IS NULL
      ORDER BY c.recorded_at, c.id FOR UPDATE`,
    values: [referralId],
  })
  return rows
}

async function followForm(
  tx: Tx,
  vault: Vault,
  known: CopiedRow,
  said: ChildSaid,
  writing: Writing,
): Promise<void> {
  if (!known.followsForm) return
  const stands = {
    told: vault.open<ChildTold>(writing.key, 'child', known.told),
    withHer: vault.open<ChildWithHer>(writing.key, 'child with her', known.withHer),
  }
  const statedOn = stands.told.statedOn ?? writing.day
  if (isDeepStrictEqual(partsOf(said, statedOn), stands)) return
  const day = said.stated === stands.told.stated ? statedOn : writing.day
  await rewriteChild(tx, vault, known, said, writing, { reason: 'The referral came again', statedOn: day })
}

async function takeOff(tx: Tx, vault: Vault, gone: CopiedRow, writing: Writing): Promise<void> {
  const { statedOn, ...told } = vault.open<ChildTold>(writing.key, 'child', gone.told)
  const said = { ...told, ...vault.open<ChildWithHer>(writing.key, 'child with her', gone.withHer) }
  await rewriteChild(tx, vault, gone, said, writing, {
    reason: 'No longer on the referral',
    mistaken: true,
    ...(statedOn && { statedOn }),
  })
}
