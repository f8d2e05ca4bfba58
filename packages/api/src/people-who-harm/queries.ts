import {
  askedOn,
  asksAnew,
  factsOfRow,
  orderEnds,
  saysAnything,
} from '@alongside/shared/people-who-harm/rules'
import type { HarmFacts, HarmRows, PersonWhoHarms } from '@alongside/shared/people-who-harm/schema'
import {
  earlierAtMost,
  type HarmEnding,
  peopleAtMost,
  type SameName,
} from '@alongside/shared/people-who-harm/values'
import { Refusal } from '@alongside/shared/problems'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { cannotBeRead } from '@alongside/shared/unreadable'
import { filesOfPerson } from '../cases/joining.ts'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import { readAnswers } from './conflicts.ts'
import { readNamesakes } from './namesakes.ts'

interface HarmRecord extends UnderKey {
  id: string
  version: number
  caseId: string
  facts: Sealed<HarmFacts>
  askedVersion: number
  recordedAt: string
  recordedBy: string
  agencyId: string
  agencyName: string
  changedAt: string | null
  changedBy: string | null
  fromReferral: boolean
  endedAt: string | null
  endedBy: string | null
  endedAs: HarmEnding | null
  endedFor: Sealed<string> | null
  own: boolean
}

const columns = `p.id, p.version, p.case_id AS "caseId", p.facts, p.asked_version AS "askedVersion", p.recorded_at AS "recordedAt",
    coalesce(a.name, 'Alongside') AS "recordedBy", p.agency_id AS "agencyId", y.name AS "agencyName", p.changed_at AS "changedAt", c.name AS "changedBy",
    p.referral_id IS NOT NULL AND p.changed_at IS NULL AS "fromReferral", p.ended_at AS "endedAt", e.name AS "endedBy",
    p.ended_as AS "endedAs", p.ended_for AS "endedFor", p.recorded_by = app.account_id() AND p.agency_id = app.grants_to() AS own, k.id AS "keyId", k.wrapped
  FROM people_who_harm p
  JOIN cases f ON f.partnership_id = p.partnership_id AND f.id = p.case_id
  JOIN data_keys k ON k.partnership_id = f.partnership_id AND k.id = f.data_key_id
  JOIN agencies y ON y.partnership_id = p.partnership_id AND y.id = p.agency_id
  LEFT JOIN accounts a ON a.id = p.recorded_by
  LEFT JOIN accounts c ON c.id = p.changed_by
  LEFT JOIN accounts e ON e.id = p.ended_by`

interface Opened {
  person: Omit<PersonWhoHarms, 'conflicts' | 'before' | 'namesakes'>
  askedVersion: number
  key: WrappedKey
}

/** OPS-3 */
const unreadableFacts: HarmFacts = { called: cannotBeRead }

function opened(vault: Vault, row: HarmRecord): Opened {
  const sealed = keyed(row)
  const { facts, endedFor, ...said } = openListed(
    vault,
    sealed,
    { facts: 'person who harms', endedFor: 'person who harms' },
    { facts: unreadableFacts },
  )
  const { id, version, caseId, fromReferral, own, unreadable } = said
  return {
    person: {
      ...{ id, version, caseId, facts, fromReferral, own },
      ...(unreadable && { unreadable }),
      recorded: {
        at: said.recordedAt,
        by: said.recordedBy,
        agencyId: said.agencyId,
        agencyName: said.agencyName,
      },
      changed: said.changedAt === null ? null : { at: said.changedAt, by: said.changedBy ?? 'Alongside' },
      ended: endedOf({ ...said, endedFor }),
    },
    askedVersion: said.askedVersion,
    key: sealed.key,
  }
}

/** HRM-1: of all her files that the reader sees, as far as she is one of those who read them; what stands first, newest first. */
export async function readPeopleWhoHarm(tx: Tx, vault: Vault, caseId: string): Promise<PersonWhoHarms[]> {
  const { rows } = await tx.$client.query<HarmRecord>({
    name: 'people-who-harm',
    text: `SELECT ${columns}
      WHERE p.partnership_id = app.partnership_id() AND (p.case_id = $1 OR p.case_id = ANY (${filesOfPerson('$1')}))
      ORDER BY p.ended_at IS NULL DESC, p.recorded_at DESC, p.id DESC LIMIT ${peopleAtMost}`,
    values: [caseId],
  })
  const people = rows.map((row) => opened(vault, row))
  const answers = await readAnswers(tx, vault, people)
  const before = await readBefore(tx, vault, people)
  const namesakes = await readNamesakes(tx, people)
  return people.map(({ person }) => ({
    ...person,
    namesakes: namesakes.get(person.id) ?? [],
    before: before.get(person.id) ?? [],
    conflicts: answers.get(person.id) ?? [],
  }))
}

type Before = PersonWhoHarms['before'][number]
interface BeforeRow {
  personId: string
  version: number
  facts: Sealed<HarmFacts>
  endedAt: string | null
  endedBy: string | null
  endedAs: HarmEnding | null
  endedFor: Sealed<string> | null
  until: string
  changedBy: string
}

/** What stood of each before, newest first. */
async function readBefore(tx: Tx, vault: Vault, people: readonly Opened[]): Promise<Map<string, Before[]>> {
  const keys = new Map(people.map(({ person, key }) => [person.id, key]))
  const before = new Map<string, Before[]>(people.map(({ person }) => [person.id, []]))
  if (people.length === 0) return before
  const { rows } = await tx.$client.query<BeforeRow>({
    name: 'earlier-people-who-harm',
    text: `SELECT e.person_id AS "personId", e.version, e.facts, e.ended_at AS "endedAt", b.name AS "endedBy", e.ended_as AS "endedAs",
        e.ended_for AS "endedFor", e.until_at AS "until", coalesce(a.name, 'Alongside') AS "changedBy"
      FROM unnest($1::uuid[]) AS p(id) CROSS JOIN LATERAL (SELECT * FROM earlier_people_who_harm e
        WHERE e.partnership_id = app.partnership_id() AND e.person_id = p.id ORDER BY e.version DESC LIMIT ${earlierAtMost}) e
      LEFT JOIN accounts a ON a.id = e.changed_by
      LEFT JOIN accounts b ON b.id = e.ended_by
      ORDER BY e.person_id, e.version DESC`,
    values: [[...keys.keys()]],
  })
  for (const row of rows) {
    const key = keys.get(row.personId)
    if (!key) continue
    const { facts, endedFor, endedAt, endedBy, endedAs, personId, ...said } = openListed(
      vault,
      { ...row, key },
      { facts: 'person who harms', endedFor: 'person who harms' },
      { facts: unreadableFacts },
    )
    before.get(personId)?.push({ ...said, facts, ended: endedOf({ endedAt, endedBy, endedAs, endedFor }) })
  }
  return before
}

const endedOf = (said: {
  endedAt: string | null
  endedBy: string | null
  endedAs: HarmEnding | null
  endedFor: string | null
}): PersonWhoHarms['ended'] =>
  said.endedAt === null || said.endedAs === null
    ? null
    : { at: said.endedAt, by: said.endedBy ?? 'Alongside', as: said.endedAs, words: said.endedFor ?? '' }

/** One of them, held until the transaction ends, with the key of its file. @throws Refusal not_found */
export async function lockPersonWhoHarms(tx: Tx, vault: Vault, id: string): Promise<Opened> {
  await hold(tx, 'people_who_harm', id)
  return openPersonWhoHarms(tx, vault, id)
}

async function openPersonWhoHarms(tx: Tx, vault: Vault, id: string): Promise<Opened> {
  const { rows } = await tx.$client.query<HarmRecord>({
    name: 'person-who-harms',
    text: `SELECT ${columns} WHERE p.partnership_id = app.partnership_id() AND p.id = $1`,
    values: [id],
  })
  if (!rows[0]) throw new Refusal('not_found')
  return opened(vault, rows[0])
}

/** As a reply has it, after a change. @throws Refusal not_found */
export async function readPersonWhoHarms(tx: Tx, vault: Vault, id: string): Promise<PersonWhoHarms> {
  const person = await openPersonWhoHarms(tx, vault, id)
  const answers = await readAnswers(tx, vault, [person])
  const before = await readBefore(tx, vault, [person])
  const namesakes = (await readNamesakes(tx, [person])).get(id) ?? []
  return { ...person.person, namesakes, before: before.get(id) ?? [], conflicts: answers.get(id) ?? [] }
}

interface Writing {
  caseId: string
  accountId: string
  now: string
}

/** Whoever writes may be no reader of what others wrote: nothing is read back here. */
export async function writePersonWhoHarms(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  facts: HarmFacts,
  { caseId, accountId, now }: Writing,
  sameName: SameName | null,
  form: { referralId: string; row: string } | null = null,
): Promise<{ id: string; written: boolean }> {
  const id = newId()
  const { rowCount } = await tx.$client.query({
    name: 'write-person-who-harms',
    text: `INSERT INTO people_who_harm (id, case_id, facts, asked_at, orders_end_on, recorded_at, recorded_by, referral_id, form_row, asked, same_name)
      VALUES ($1, $2, $3, $4, $5, $4, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
    values: [
      ...[id, caseId, vault.seal(key, 'person who harms', facts), now, orderEnds(facts), accountId],
      ...[form?.referralId ?? null, form?.row ?? null],
      ...[vault.seal(key, 'person who harms', askedOn(facts)), sameName],
    ],
  })
  return { id, written: rowCount === 1 }
}

/** Of the rows of a form, those that say something and are not on the case yet. Gives the ids of what is new. */
export async function copyFormRows(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  rows: HarmRows | undefined,
  writing: Writing & { referralId: string },
): Promise<string[]> {
  const said = Object.entries(rows ?? {}).filter(([, row]) => saysAnything(factsOfRow(row)))
  const copied = await Promise.all(
    said.map(([row, facts]) =>
      writePersonWhoHarms(tx, vault, key, factsOfRow(facts), writing, facts.sameName ?? null, {
        referralId: writing.referralId,
        row,
      }),
    ),
  )
  return copied.flatMap(({ id, written }) => (written ? id : []))
}

/** The answers without them: once a form is submitted its rows stand on the case, for those who may read them. */
export const withoutRows = ({ peopleWhoHarm: _, ...answers }: ReferralAnswers): ReferralAnswers => answers

/** What stands now stays as it is, however it is changed, ended or put back after this. */
async function keepEarlier(tx: Tx, id: string, { accountId, now }: Omit<Writing, 'caseId'>): Promise<void> {
  await tx.$client.query({
    name: 'keep-earlier-person',
    text: `INSERT INTO earlier_people_who_harm (person_id, version, case_id, words_of, facts, ended_at, ended_by, ended_as, ended_for, until_at, changed_by)
      SELECT p.id, p.version, p.case_id, p.words_of, p.facts, p.ended_at, p.ended_by, p.ended_as, p.ended_for, $2, $3 FROM people_who_harm p
       WHERE p.partnership_id = app.partnership_id() AND p.id = $1`,
    values: [id, now, accountId],
  })
}

/** Whether the leads are asked anew, since what they are asked on has changed. */
export async function saveFacts(
  tx: Tx,
  vault: Vault,
  { person, key }: Opened,
  facts: HarmFacts,
  sameName: SameName | null,
  { accountId, now }: Omit<Writing, 'caseId'>,
): Promise<boolean> {
  const anew = asksAnew(person.facts, facts)
  await keepEarlier(tx, person.id, { accountId, now })
  await tx.$client.query({
    name: 'save-person-who-harms',
    text: `UPDATE people_who_harm SET version = version + 1, facts = $2, orders_end_on = $3, changed_at = $4, changed_by = $5,
        asked_version = asked_version + $6, asked_at = CASE $6 WHEN 1 THEN $4 ELSE asked_at END, asked = $7,
        same_name = coalesce($8, same_name)
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [
      person.id,
      vault.seal(key, 'person who harms', facts),
      orderEnds(facts),
      now,
      accountId,
      anew ? 1 : 0,
      vault.seal(key, 'person who harms', askedOn(facts)),
      sameName,
    ],
  })
  return anew
}

/** HRM-1: what stood before stands again, its end too where it had one. Whether the leads are asked anew. */
export async function putBack(
  tx: Tx,
  vault: Vault,
  { person, key }: Opened,
  { version, facts }: Before,
  sameName: SameName | null,
  { accountId, now }: Omit<Writing, 'caseId'>,
): Promise<boolean> {
  const anew = asksAnew(person.facts, facts)
  await keepEarlier(tx, person.id, { accountId, now })
  await tx.$client.query({
    name: 'put-back-person',
    text: `UPDATE people_who_harm p SET version = p.version + 1, facts = e.facts, ended_at = e.ended_at, ended_by = e.ended_by,
        ended_as = e.ended_as, ended_for = e.ended_for, orders_end_on = $3, changed_at = $4, changed_by = $5,
        asked_version = p.asked_version + $6, asked_at = CASE $6 WHEN 1 THEN $4 ELSE p.asked_at END, asked = $7,
        same_name = coalesce($8, p.same_name)
      FROM earlier_people_who_harm e WHERE p.partnership_id = app.partnership_id() AND p.id = $1
        AND e.partnership_id = p.partnership_id AND e.person_id = p.id AND e.version = $2`,
    values: [
      ...[person.id, version, orderEnds(facts), now, accountId, anew ? 1 : 0],
      vault.seal(key, 'person who harms', askedOn(facts)),
      sameName,
    ],
  })
  return anew
}

export async function endPerson(
  tx: Tx,
  vault: Vault,
  { person, key }: Opened,
  { as, words }: { as: HarmEnding; words: string },
  { accountId, now }: Omit<Writing, 'caseId'>,
): Promise<void> {
  await keepEarlier(tx, person.id, { accountId, now })
  await tx.$client.query({
    name: 'end-person-who-harms',
    text: `UPDATE people_who_harm SET version = version + 1, ended_at = $2, ended_by = $3, ended_as = $4, ended_for = $5
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [person.id, now, accountId, as, vault.seal(key, 'person who harms', words)],
  })
}

export async function readsRestrictedRows(tx: Tx, caseId: string): Promise<boolean> {
  const { rows } = await tx.$client.query<{ reads: boolean }>({
    name: 'reads-who-harms',
    text: 'SELECT app.reads_who_harms($1) AS reads',
    values: [caseId],
  })
  return rows[0]?.reads ?? false
}

/** MTG-4: of a paper made for another, which of those who harm her its holder reads on the case too, as far as who makes it does. */
export async function readPeopleFor(
  tx: Tx,
  vault: Vault,
  caseId: string,
  { agencyId, accountId }: { agencyId: string; accountId: string },
): Promise<PersonWhoHarms[]> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'who-harms-for',
    text: 'SELECT id FROM app.who_harms_for($1, $2, $3) AS id',
    values: [caseId, agencyId, accountId],
  })
  const theirs = new Set(rows.map(({ id }) => id))
  return theirs.size === 0
    ? []
    : (await readPeopleWhoHarm(tx, vault, caseId)).filter(({ id }) => theirs.has(id))
}
