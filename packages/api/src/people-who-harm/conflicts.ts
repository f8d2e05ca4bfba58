import type { askedOn } from '@alongside/shared/people-who-harm/rules'
import type {
  ConflictCheck,
  ConflictToSettle,
  OwnConflictAnswer,
  PersonWhoHarms,
} from '@alongside/shared/people-who-harm/schema'
import { type ConflictAnswer, peopleAtMost } from '@alongside/shared/people-who-harm/values'
import { Refusal } from '@alongside/shared/problems'
import { cannotBeRead } from '@alongside/shared/unreadable'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

type Conflict = PersonWhoHarms['conflicts'][number]

interface AnswerRow extends UnderKey {
  personId: string
  agencyId: string
  agencyName: string
  answer: ConflictAnswer | null
  words: Sealed<string> | null
  answeredAt: string | null
  answeredBy: string | null
  reads: boolean
}

/** What each agency that is asked answered last on what is recorded now; to a lead her own agency's answer alone. */
export async function readAnswers(
  tx: Tx,
  vault: Vault,
  people: readonly { person: { id: string } }[],
): Promise<Map<string, Conflict[]>> {
  const answers = new Map<string, Conflict[]>(people.map(({ person }) => [person.id, []]))
  if (people.length === 0) return answers
  const { rows } = await tx.$client.query<AnswerRow>({
    name: 'conflict-answers',
    text: `SELECT p.id AS "personId", y.agency_id AS "agencyId", y.name AS "agencyName", n.answer, n.words,
        n.answered_at AS "answeredAt", b.name AS "answeredBy",
        app.conflict_is_settled(p.partnership_id, p.id, y.agency_id) AS reads, k.id AS "keyId", k.wrapped
      FROM people_who_harm p
      JOIN cases f ON f.partnership_id = p.partnership_id AND f.id = p.case_id
      JOIN data_keys k ON k.partnership_id = f.partnership_id AND k.id = f.data_key_id
      CROSS JOIN LATERAL app.asked_about(p.id) y
      LEFT JOIN LATERAL (SELECT * FROM conflict_answers c WHERE c.partnership_id = p.partnership_id AND c.person_id = p.id
        AND c.agency_id = y.agency_id AND c.of_version = p.asked_version ORDER BY c.answered_at DESC, c.id DESC LIMIT 1) n ON true
      LEFT JOIN accounts b ON b.id = n.answered_by
      WHERE p.partnership_id = app.partnership_id() AND p.id = ANY ($1) AND (app.coordinates() OR y.agency_id = app.grants_to())
      ORDER BY y.name, y.agency_id`,
    values: [[...answers.keys()]],
  })
  for (const row of rows) {
    const { personId, ...conflict } = openListed(vault, keyed(row), { words: 'person who harms' })
    answers.get(personId)?.push({ ...conflict, answeredBy: conflict.answeredBy ?? null })
  }
  return answers
}

const unreadableAsked: ReturnType<typeof askedOn> = { called: cannotBeRead, age: null, area: null }

interface CheckRow extends UnderKey {
  personId: string
  caseId: string
  reference: string
  asked: Sealed<ReturnType<typeof askedOn>>
  askedAt: string
  packOn: string | null
}

/**
 * HRM-1: whom the actor's agency is asked about and has not answered: of the cases that she may see and that her agency has a grant on,
 * on his called name, age and area alone.
 */
export async function readConflictChecks(tx: Tx, vault: Vault): Promise<ConflictCheck[]> {
  const { rows } = await tx.$client.query<CheckRow>({
    name: 'conflict-checks',
    text: `SELECT p.id AS "personId", p.case_id AS "caseId", f.reference, p.asked, p.asked_at AS "askedAt",
        (app.next_pack_of(p.case_id) AT TIME ZONE t.time_zone)::date AS "packOn", k.id AS "keyId", k.wrapped
      FROM app.asked_of_us() p
      JOIN partnerships t ON t.id = app.partnership_id()
      JOIN cases f ON f.partnership_id = app.partnership_id() AND f.id = p.case_id
      JOIN data_keys k ON k.partnership_id = f.partnership_id AND k.id = f.data_key_id
      WHERE NOT p.ended AND p.answer IS NULL AND NOT app.is_held(f.partnership_id, p.case_id)
      ORDER BY p.asked_at, p.id LIMIT 200`,
    values: [],
  })
  return rows.map((row) => {
    const { asked, ...check } = openListed(
      vault,
      keyed(row),
      { asked: 'person who harms' },
      { asked: unreadableAsked },
    )
    return { ...check, ...asked }
  })
}

/**
 * HRM-1: which agencies know somebody, as they answered, and read no more until who coordinates lets them; longest waiting first. To the chair
 * those of the cases of which nobody who coordinates may hear. While a case is held there is nothing to settle (REF-3).
 */
export async function readConflictsToSettle(
  tx: Tx,
  { coordinates, limit }: { coordinates: boolean; limit: number },
): Promise<ConflictToSettle[]> {
  const { rows } = await tx.$client.query<ConflictToSettle>({
    name: 'conflicts-to-settle',
    text: `SELECT p.id AS "personId", p.case_id AS "caseId", f.reference, y.agency_id AS "agencyId", y.name AS "agencyName",
        n.answered_at AS "answeredAt"
      FROM (SELECT DISTINCT c.person_id, c.agency_id FROM conflict_answers c
        WHERE c.partnership_id = app.partnership_id() AND c.answer <> 'not_known') w
      JOIN people_who_harm p ON p.partnership_id = app.partnership_id() AND p.id = w.person_id AND p.ended_at IS NULL
      JOIN cases f ON f.partnership_id = p.partnership_id AND f.id = p.case_id
      JOIN LATERAL app.asked_about(p.id) y ON y.agency_id = w.agency_id
      CROSS JOIN LATERAL (SELECT c.answered_at FROM conflict_answers c WHERE c.partnership_id = p.partnership_id
        AND c.person_id = p.id AND c.agency_id = y.agency_id AND c.of_version = p.asked_version
        ORDER BY c.answered_at DESC, c.id DESC LIMIT 1) n
      WHERE app.coordinates() AND ($1 OR app.is_left_to_chair(p.case_id)) AND NOT app.is_held(p.partnership_id, p.case_id)
        AND NOT app.conflict_is_settled(p.partnership_id, p.id, y.agency_id)
      ORDER BY n.answered_at, p.id, y.agency_id LIMIT $2`,
    values: [coordinates, limit],
  })
  return rows
}

interface OwnAnswerRow extends UnderKey {
  personId: string
  asked: Sealed<ReturnType<typeof askedOn>>
  answer: ConflictAnswer
  words: Sealed<string> | null
  answeredAt: string
  answeredBy: string | null
}

/** HRM-1: what the actor's agency answered of people on her files of whom its lead reads no more: the newest first. */
export async function readOwnAnswers(tx: Tx, vault: Vault, caseId: string): Promise<OwnConflictAnswer[]> {
  const { rows } = await tx.$client.query<OwnAnswerRow>({
    name: 'own-conflict-answers',
    text: `SELECT p.id AS "personId", p.asked, p.answer, p.words, p.answered_at AS "answeredAt", b.name AS "answeredBy",
        k.id AS "keyId", k.wrapped
      FROM app.asked_of_us($1) p
      JOIN cases f ON f.partnership_id = app.partnership_id() AND f.id = p.case_id
      JOIN data_keys k ON k.partnership_id = f.partnership_id AND k.id = f.data_key_id
      LEFT JOIN accounts b ON b.id = p.answered_by
      WHERE NOT p.ended AND p.answer IS NOT NULL
        AND NOT EXISTS (SELECT FROM people_who_harm r WHERE r.partnership_id = app.partnership_id() AND r.id = p.id)
      ORDER BY p.answered_at DESC, p.id LIMIT ${peopleAtMost}`,
    values: [caseId],
  })
  return rows.map((row) => {
    const { asked, ...answer } = openListed(
      vault,
      keyed(row),
      { asked: 'person who harms', words: 'person who harms' },
      { asked: unreadableAsked },
    )
    return { ...asked, ...answer }
  })
}

/** On which facts of whom an answer of the actor's agency would be, also where she reads no more of him. @throws Refusal not_found */
export async function readAsked(
  tx: Tx,
  personId: string,
): Promise<{ caseId: string; askedVersion: number; ended: boolean }> {
  const { rows } = await tx.$client.query<{ caseId: string; askedVersion: number; ended: boolean }>({
    name: 'asked-of-us',
    text: `SELECT p.case_id AS "caseId", p.asked_version AS "askedVersion", p.ended FROM app.asked_of_us() p WHERE p.id = $1`,
    values: [personId],
  })
  if (!rows[0]) throw new Refusal('not_found')
  return rows[0]
}

/** HRM-1: who coordinates has looked at the newest answer of an agency, and lets it read the row. */
export async function settleAnswer(
  tx: Tx,
  { personId, askedVersion, agencyId }: { personId: string; askedVersion: number; agencyId: string },
  { accountId, now }: { accountId: string; now: string },
): Promise<void> {
  await tx.$client.query({
    name: 'settle-conflict',
    text: `UPDATE conflict_answers SET settled_at = $4, settled_by = $5 WHERE partnership_id = app.partnership_id() AND id =
      (SELECT c.id FROM conflict_answers c WHERE c.partnership_id = app.partnership_id() AND c.person_id = $1 AND c.agency_id = $2
        AND c.of_version = $3 ORDER BY c.answered_at DESC, c.id DESC LIMIT 1)`,
    values: [personId, agencyId, askedVersion, now, accountId],
  })
}

export async function writeAnswer(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  of: { personId: string; caseId: string; askedVersion: number },
  { answer, words }: { answer: ConflictAnswer; words?: string | undefined },
  { accountId, now }: { accountId: string; now: string },
): Promise<void> {
  await tx.$client.query({
    name: 'answer-conflict',
    text: `INSERT INTO conflict_answers (id, case_id, person_id, of_version, answer, words, answered_at, answered_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      ...[newId(), of.caseId, of.personId, of.askedVersion, answer],
      ...[words?.trim() ? vault.seal(key, 'person who harms', words) : null, now, accountId],
    ],
  })
}
