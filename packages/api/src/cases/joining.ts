import { dateOfBirthOf } from '@alongside/shared/age/rules'
import type { Age } from '@alongside/shared/age/schema'
import type { Case } from '@alongside/shared/cases/contract'
import { whyNotJoin } from '@alongside/shared/cases/joining'
import { Refusal } from '@alongside/shared/problems'
import { lights } from '@alongside/shared/traffic-light/values'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import { type CaseFile, openCase } from './case-file.ts'

/** How a file is joined, as far as the reader may see both files (REF-10). */
export interface Joins {
  goesOnAs: Case['goesOnAs']
  joined: { joinId: string; caseId: string }[]
}

interface JoinRow {
  joinId: string
  caseId: string
  reference: string
  joinedCaseId: string
}

/** The joins in force of one file, oldest first. */
export async function readJoins(tx: Tx, caseId: string): Promise<Joins> {
  const { rows } = await tx.$client.query<JoinRow>({
    name: 'joins-of-case',
    text: `SELECT j."joinId", j."caseId", j.reference, j."joinedCaseId" FROM (
      SELECT j.id AS "joinId", j.case_id AS "caseId", c.reference, j.joined_case_id AS "joinedCaseId", j.joined_at
      FROM joined_files j JOIN cases c ON c.partnership_id = j.partnership_id AND c.id = j.case_id
      WHERE j.partnership_id = app.partnership_id() AND (j.case_id = $1 OR j.joined_case_id = $1) AND j.undone_at IS NULL
      ORDER BY j.joined_at DESC, j.id DESC LIMIT 20) j ORDER BY j.joined_at, j."joinId"`,
    values: [caseId],
  })
  const goesOn = rows.find(({ joinedCaseId }) => joinedCaseId === caseId)
  return {
    goesOnAs: goesOn ? { joinId: goesOn.joinId, caseId: goesOn.caseId, reference: goesOn.reference } : null,
    joined: goesOn ? [] : rows.map(({ joinId, joinedCaseId }) => ({ joinId, caseId: joinedCaseId })),
  }
}

/** As SQL: the case at that place of the statement, and the files of the same person joined to it that the reader sees too. */
export const filesOf = (
  place: string,
): string => `ARRAY(SELECT ${place}::uuid UNION ALL SELECT j.joined_case_id FROM joined_files j
  WHERE j.partnership_id = app.partnership_id() AND j.case_id = ${place}::uuid AND j.undone_at IS NULL)`

/** OFFSET 0: which of them goes on is asked once. */
const ofPerson = (
  place: string,
) => `SELECT f.id FROM (SELECT app.goes_on_as(${place}) AS id OFFSET 0) p CROSS JOIN LATERAL (
    SELECT p.id UNION ALL SELECT j.joined_case_id FROM joined_files j
      WHERE j.partnership_id = app.partnership_id() AND j.case_id = p.id AND j.undone_at IS NULL) f`

/** As SQL: every file of the person of that case that the reader sees, whichever of them goes on. */
export const filesOfPerson = (place: string): string => `ARRAY(${ofPerson(place)})`

/** The same, where the meeting speaks of her: of another file only what a basis for sharing in force allows (CON-3). */
export const filesAtMeeting = (place: string): string =>
  `ARRAY(SELECT f.id FROM (${ofPerson(place)}) f WHERE f.id = ${place} OR app.basis_in_force(f.id))`

const order = `ARRAY[${lights.map((light) => `'${light}'`).join(', ')}]`
/** As SQL: the place of a light, the most serious first. */
export const seriousnessOf = (light: string): string => `array_position(${order}, ${light})`

/** As SQL: REF-10, the most serious light of the files of the person of that case that the reader sees. */
export const lightOfPerson = (place: string): string =>
  `(SELECT l.light FROM cases l WHERE l.partnership_id = app.partnership_id() AND l.id = ANY (${filesOfPerson(place)})
    ORDER BY ${seriousnessOf('l.light')} LIMIT 1)`

/** The file that goes on in place of this one, to who may see both; otherwise this one. */
export async function goesOnAs(tx: Tx, caseId: string): Promise<string> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'goes-on-as',
    text: 'SELECT app.goes_on_as($1) AS id',
    values: [caseId],
  })
  return rows[0]?.id ?? caseId
}

/** ACC-6: the file that a join names: one that the coordinator may not see is refused like one that does not exist. */
export async function openNamed(tx: Tx, vault: Vault, caseId: string, pointer: string): Promise<CaseFile> {
  try {
    return await openCase(tx, vault, caseId)
  } catch (error) {
    if (error instanceof Refusal) throw notThat(pointer, 'is not a case that you may see')
    throw error
  }
}

const notThat = (pointer: string, detail: string) =>
  new Refusal('reference.unknown', [{ pointer, code: 'unknown', detail }])

/** When the person of that file was last discussed, on any of her files that the reader sees. */
export async function lastDiscussed(tx: Tx, caseId: string): Promise<string | null> {
  const { rows } = await tx.$client.query<{ at: string | null }>({
    name: 'last-discussed',
    text: `SELECT max(last_discussed_at) AS at FROM cases
      WHERE partnership_id = app.partnership_id() AND id = ANY (${filesOfPerson('$1')})`,
    values: [caseId],
  })
  return rows[0]?.at ?? null
}

/** What is known of her age: as that file has it, unless another of her files that the reader sees has it more exactly. */
export async function ageOfPerson(tx: Tx, vault: Vault, caseId: string): Promise<Age | null> {
  const own = (await openCase(tx, vault, caseId)).identity.age
  if (dateOfBirthOf(own)) return own
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'files-of-person',
    text: `SELECT id FROM cases WHERE partnership_id = app.partnership_id() AND id = ANY (${filesOfPerson('$1')}) ORDER BY opened_at, id`,
    values: [caseId],
  })
  const files = await Promise.all(rows.map(({ id }) => openCase(tx, vault, id)))
  const ages = [own, ...files.map(({ identity }) => identity.age)]
  return (
    ages.find((age) => dateOfBirthOf(age)) ??
    ages.find((age) => age?.born) ??
    ages.find((age) => age?.stated) ??
    own
  )
}

interface Doing {
  accountId: string
  agencyId: string
  now: string
  reason: string
}

/**
 * Links two files that may be joined and gives the join's id; `pointer`: where the joined one was named.
 * @throws Refusal case.joined · reference.unknown for a file and itself
 */
export async function join(
  tx: Tx,
  vault: Vault,
  file: CaseFile,
  joined: CaseFile,
  doing: Doing & { pointer: string },
): Promise<string> {
  const [one, other] = await Promise.all([joinable(tx, file), joinable(tx, joined)])
  const refused = whyNotJoin(one, other)
  if (refused === 'reference.unknown') throw notThat(doing.pointer, 'is this file itself')
  if (refused) throw new Refusal(refused)
  return writeJoin(tx, vault, file, joined, doing)
}

async function joinable(tx: Tx, { id }: CaseFile) {
  const { goesOnAs, joined } = await readJoins(tx, id)
  return { id, goesOnAs, joinedFiles: joined }
}

async function writeJoin(
  tx: Tx,
  vault: Vault,
  file: CaseFile,
  joined: CaseFile,
  doing: Doing,
): Promise<string> {
  const id = newId()
  await tx.$client.query({
    name: 'write-join',
    text: `INSERT INTO joined_files (id, case_id, joined_case_id, reason, joined_at, joined_by) VALUES ($1, $2, $3, $4, $5, $6)`,
    values: [
      id,
      file.id,
      joined.id,
      vault.seal(file.key, 'reason', doing.reason),
      doing.now,
      doing.accountId,
    ],
  })
  await writeHistory(tx, vault, id, doing, [
    { file, from: null, to: `${joined.reference} goes on in this file` },
    { file: joined, from: null, to: `goes on in ${file.reference}` },
  ])
  return id
}

export interface OpenJoin {
  id: string
  caseId: string
  joinedCaseId: string
  undone: boolean
}

/** A join of two files that the actor may see. @throws Refusal not_found */
export async function findJoin(tx: Tx, id: string): Promise<OpenJoin> {
  const { rows } = await tx.$client.query<OpenJoin>({
    name: 'find-join',
    text: `SELECT id, case_id AS "caseId", joined_case_id AS "joinedCaseId", undone_at IS NOT NULL AS undone
      FROM joined_files WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id],
  })
  const [join] = rows
  if (!join) throw new Refusal('not_found')
  return join
}

/** Parts the two again. @throws Refusal case.parted when somebody was quicker */
export async function writeParting(
  tx: Tx,
  vault: Vault,
  id: string,
  file: CaseFile,
  joined: CaseFile,
  doing: Doing,
): Promise<void> {
  const { rowCount } = await tx.$client.query({
    name: 'write-parting',
    text: `UPDATE joined_files SET undone_at = $2, undone_by = $3, undone_reason = $4
      WHERE partnership_id = app.partnership_id() AND id = $1 AND undone_at IS NULL`,
    values: [id, doing.now, doing.accountId, vault.seal(file.key, 'reason', doing.reason)],
  })
  if (rowCount !== 1) throw new Refusal('case.parted')
  await writeHistory(tx, vault, id, doing, [
    {
      file,
      from: `${joined.reference} goes on in this file`,
      to: `${joined.reference} stands by itself again`,
    },
    { file: joined, from: `goes on in ${file.reference}`, to: 'stands by itself again' },
  ])
}

/** REF-11: in the history of both, each under its own key; the policy «joining» shows it to who sees both. */
async function writeHistory(
  tx: Tx,
  vault: Vault,
  joinId: string,
  { accountId, agencyId, now, reason }: Doing,
  entries: { file: { id: string; key: WrappedKey }; from: string | null; to: string }[],
) {
  for (const { file, from, to } of entries)
    await tx.$client.query({
      name: 'write-joining-history',
      text: `INSERT INTO history (id, case_id, subject, subject_id, field, old_value, new_value, reason, at, account_id, agency_id)
        VALUES ($1, $2, 'joined_files', $3, 'state', $4, $5, $6, $7, $8, $9)`,
      values: [
        newId(),
        file.id,
        joinId,
        from,
        to,
        vault.seal(file.key, 'reason', reason),
        now,
        accountId,
        agencyId,
      ],
    })
}
