import type { Case } from '@alongside/shared/cases/contract'
import type { Addition, Question, QuestionWaiting } from '@alongside/shared/referrals/conversation-schema'
import { moves } from '@alongside/shared/referrals/rules'
import { type Recipient, responsesAtMost } from '@alongside/shared/referrals/schema'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

type Given = Recipient['given'][number]
type Row<T, Names extends keyof T> = Omit<T, Names> & { [N in Names]: Sealed<NonNullable<T[N]>> | null }

const nameOf = (account: string) => `coalesce(${account}.name, 'A former member')`

/** REF-13: what was asked about a referral, as far as the reader is party to it, oldest first. */
export async function readQuestions(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  referralId: string,
): Promise<Question[]> {
  const { rows } = await tx.$client.query<Row<Question, 'questions' | 'meanwhile' | 'answer'>>({
    name: 'questions-of-referral',
    text: `SELECT * FROM (SELECT q.id, q.recipient_id AS "recipientId", g.name AS "agencyName", q.questions, q.meanwhile, q.asked_at AS "askedAt",
        ${nameOf('a')} AS "askedBy", q.due_at AS "dueAt", q.answer, q.answered_at AS "answeredAt",
        CASE WHEN q.answered_at IS NOT NULL THEN ${nameOf('b')} END AS "answeredBy"
      FROM referral_questions q JOIN agencies g ON g.partnership_id = q.partnership_id AND g.id = q.agency_id
      LEFT JOIN accounts a ON a.id = q.asked_by LEFT JOIN accounts b ON b.id = q.answered_by
      WHERE q.partnership_id = app.partnership_id() AND q.referral_id = $1
      ORDER BY q.asked_at DESC, q.id DESC LIMIT 200) q ORDER BY q."askedAt", q.id`,
    values: [referralId],
  })
  return rows.map(
    (row) =>
      openListed(
        vault,
        { ...row, key },
        { questions: 'words', meanwhile: 'words', answer: 'words' },
      ) as Question,
  )
}

/** REF-13: what stands beside the form as it was submitted, oldest first. */
export async function readAdditions(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  referralId: string,
): Promise<Addition[]> {
  const { rows } = await tx.$client.query<Row<Addition, 'words'>>({
    name: 'additions-of-referral',
    text: `SELECT * FROM (SELECT d.id, d.question_id AS "questionId", d.words, d.at, ${nameOf('a')} AS by, g.name AS "agencyName"
      FROM referral_additions d JOIN agencies g ON g.partnership_id = d.partnership_id AND g.id = d.agency_id
      LEFT JOIN accounts a ON a.id = d.account_id
      WHERE d.partnership_id = app.partnership_id() AND d.referral_id = $1
      ORDER BY d.at DESC, d.id DESC LIMIT 200) d ORDER BY d.at, d.id`,
    values: [referralId],
  })
  return rows.map((row) => openListed(vault, { ...row, key }, { words: 'words' }) as Addition)
}

interface CaseAdditionRow extends Omit<Case['additions'][number], 'words'> {
  words: Sealed<string>
}

/** The newest of them on every referral of a case that the reader sees. */
export async function readCaseAdditions(
  tx: Tx,
  vault: Vault,
  caseId: string,
): Promise<(key: WrappedKey) => Case['additions']> {
  const { rows } = await tx.$client.query<CaseAdditionRow>({
    name: 'additions-of-case',
    text: `SELECT d.id, d.question_id AS "questionId", d.words, d.at, ${nameOf('a')} AS by, g.name AS "agencyName", r.id AS "referralId", r.reference
      FROM referral_additions d JOIN referrals r ON r.partnership_id = d.partnership_id AND r.id = d.referral_id
      JOIN agencies g ON g.partnership_id = d.partnership_id AND g.id = d.agency_id
      LEFT JOIN accounts a ON a.id = d.account_id
      WHERE d.partnership_id = app.partnership_id() AND d.case_id = $1 ORDER BY d.at DESC, d.id DESC LIMIT 20`,
    values: [caseId],
  })
  return (key) => rows.map((row) => openListed(vault, { ...row, key }, { words: 'words' }))
}

/** REF-8: what each recipient answered, the first and what put it right, by the recipient. */
export async function readResponses(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  referralId: string,
): Promise<ReadonlyMap<string, Given[]>> {
  const { rows } = await tx.$client.query<Row<Given, 'words' | 'reason'> & { recipientId: string }>({
    name: 'responses-of-referral',
    text: `SELECT s."recipientId", s.response, s.worker, s.words, s.reason, s.at, s.by FROM (
        SELECT s.id, s.recipient_id AS "recipientId", s.response, s.worker, s.words, s.reason, s.at, ${nameOf('a')} AS by
      FROM referral_responses s LEFT JOIN accounts a ON a.id = s.account_id
      WHERE s.partnership_id = app.partnership_id() AND s.referral_id = $1
      ORDER BY s.at DESC, s.id DESC LIMIT ${responsesAtMost}) s ORDER BY s.at, s.id`,
    values: [referralId],
  })
  const given = new Map<string, Given[]>()
  for (const { recipientId, ...row } of rows) {
    const one = openListed(vault, { ...row, key }, { words: 'words', reason: 'reason' }) as Given
    given.set(recipientId, [...(given.get(recipientId) ?? []), one])
  }
  return given
}

interface WaitingRow extends Omit<QuestionWaiting, 'name'>, UnderKey {
  name: Sealed<string> | null
}

/** REF-13: what my agency is asked and has not answered yet, the soonest due first. */
export async function readQuestionsAsked(tx: Tx, vault: Vault): Promise<QuestionWaiting[]> {
  const { rows } = await tx.$client.query<WaitingRow>({
    name: 'questions-asked',
    text: `SELECT q.id, r.id AS "referralId", r.reference, r.known_as AS name, g.name AS "agencyName", r.light, q.due_at AS "dueAt",
        k.id AS "keyId", k.wrapped
      FROM referral_questions q
      JOIN referrals r ON r.partnership_id = q.partnership_id AND r.id = q.referral_id
      JOIN data_keys k ON k.partnership_id = r.partnership_id AND k.id = r.data_key_id
      JOIN agencies g ON g.partnership_id = q.partnership_id AND g.id = q.agency_id
      WHERE q.partnership_id = app.partnership_id() AND q.referring_agency_id = app.agency_id() AND q.answered_at IS NULL
        AND r.state = ANY ($1) ORDER BY q.due_at, q.id LIMIT 100`,
    values: [moves.respond.from],
  })
  return rows.map((row) => openListed(vault, keyed(row), { name: 'known as' }))
}

/** REF-13: writes what has become known since; `questionId`: with what it answers. */
export async function writeAddition(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  addition: {
    referralId: string
    caseId: string
    questionId: string | null
    words: string
    at: string
    accountId: string
    agencyId: string
  },
): Promise<void> {
  await tx.$client.query({
    name: 'write-addition',
    text: `INSERT INTO referral_additions (id, referral_id, case_id, question_id, words, at, account_id, agency_id)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      newId(),
      addition.referralId,
      addition.caseId,
      addition.questionId,
      vault.seal(key, 'words', addition.words),
      addition.at,
      addition.accountId,
      addition.agencyId,
    ],
  })
}
