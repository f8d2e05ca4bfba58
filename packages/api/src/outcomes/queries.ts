import type {
  Counted,
  Look,
  OutcomeAnswers,
  OutcomesAsked,
  Review,
} from '@alongside/shared/outcomes/contract'
import { reviewState, safetyLevel, whyNotPutRight } from '@alongside/shared/outcomes/rules'
import {
  type NeedDomain,
  type NeedLevel,
  type ReviewOccasion,
  safetyScale,
} from '@alongside/shared/outcomes/values'
import { Refusal } from '@alongside/shared/problems'
import { cannotBeRead } from '@alongside/shared/unreadable'
import { filesOf } from '../cases/joining.ts'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { todayHere } from '../meetings/queries.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

/** What is sealed of a look. */
interface Words {
  herWords?: string
  goals?: NonNullable<OutcomeAnswers['goals']>
  steps?: string
}

const counts = { policeCallOuts: 'police_call_outs', arrests: 'arrests', violence: 'violence' } as const
type CountName = keyof typeof counts
const countNames = Object.keys(counts) as CountName[]

type CountColumns = Record<CountName, number | null> & Record<`${CountName}Unknown`, boolean>
interface LookRow extends Omit<Look, 'answers'>, CountColumns, UnderKey {
  safety: number | null
  needs: Partial<Record<NeedDomain, NeedLevel>>
  wish: NonNullable<OutcomeAnswers['exit']>['wish'] | null
  progress: NonNullable<NonNullable<OutcomeAnswers['exit']>['progress']> | null
  words: Sealed<Words>
}

const countColumns = countNames
  .map((name) => `o.${counts[name]} AS "${name}", o.${counts[name]}_unknown AS "${name}Unknown"`)
  .join(', ')

/** As it was answered: what was skipped is not there. */
const selectLooks = `SELECT o.id, o.case_id AS "caseId", c.reference AS "caseReference", o.occasion, o.looked_on AS "lookedOn",
    o.agency_id AS "agencyId", y.name AS "agencyName", coalesce(a.name, 'Alongside') AS "recordedBy", o.recorded_at AS "recordedAt", o.replaces,
    (SELECT n.id FROM outcomes n WHERE n.partnership_id = o.partnership_id AND n.replaces = o.id) AS "replacedBy",
    o.agency_id <> app.grants_to() AND NOT app.basis_in_force(o.case_id) AS withheld,
    o.safety, o.needs, o.exit_wish AS wish, o.exit_progress AS progress, ${countColumns}, o.words, k.id AS "keyId", k.wrapped
  FROM outcomes o
  JOIN cases c ON c.partnership_id = o.partnership_id AND c.id = o.case_id
  JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
  JOIN agencies y ON y.partnership_id = o.partnership_id AND y.id = o.agency_id
  LEFT JOIN accounts a ON a.id = o.recorded_by
  WHERE o.partnership_id = app.partnership_id()`

function openLook(vault: Vault, row: LookRow): Look {
  const { safety, needs, wish, progress, ...rest } = row
  const look: Omit<Look, 'answers'> = {
    id: rest.id,
    caseId: rest.caseId,
    caseReference: rest.caseReference,
    occasion: rest.occasion,
    lookedOn: rest.lookedOn,
    agencyId: rest.agencyId,
    agencyName: rest.agencyName,
    recordedBy: rest.recordedBy,
    recordedAt: rest.recordedAt,
    replaces: rest.replaces,
    replacedBy: rest.replacedBy,
    withheld: rest.withheld,
  }
  if (look.withheld) return { ...look, answers: {} }
  const { words, unreadable } = openListed(
    vault,
    keyed(row),
    { words: 'outcomes' },
    { words: { herWords: cannotBeRead } },
  )
  const { steps, ...said } = words
  const exit = wish && { wish, ...(progress && { progress }), ...(steps && { steps }) }
  const scale = safety === null ? undefined : safetyScale[safety - 1]
  return {
    ...look,
    ...(unreadable && { unreadable }),
    answers: {
      ...said,
      ...(scale && { safety: scale }),
      ...(Object.keys(needs).length > 0 && { needs }),
      ...(exit && { exit }),
      ...Object.fromEntries(countNames.flatMap((name) => countOf(name, rest))),
    },
  }
}

const countOf = (name: CountName, row: CountColumns): [CountName, Counted][] => {
  if (row[`${name}Unknown`]) return [[name, 'not_known']]
  const number = row[name]
  return number === null ? [] : [[name, number]]
}

/** Every look at the person of that case, on any of her files that the reader sees, oldest first (REF-10). */
export async function readLooks(tx: Tx, vault: Vault, caseId: string): Promise<Look[]> {
  const { rows } = await tx.$client.query<LookRow>({
    name: 'looks-of-case',
    text: `SELECT * FROM (${selectLooks} AND o.case_id = ANY (${filesOf('$1')})
      ORDER BY o.looked_on DESC, o.recorded_at DESC, o.id DESC LIMIT 500) o ORDER BY o."lookedOn", o."recordedAt", o.id`,
    values: [caseId],
  })
  return rows.map((row) => openLook(vault, row))
}

/** @throws Refusal not_found */
export async function readLook(tx: Tx, vault: Vault, id: string): Promise<Look> {
  const { rows } = await tx.$client.query<LookRow>({
    name: 'read-look',
    text: `${selectLooks} AND o.id = $1`,
    values: [id],
  })
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  return openLook(vault, row)
}

/** The earlier look of the actor's agency on that file that is to be put right. @throws Refusal reference.unknown · outcomes.replaced */
export async function mustBeOwnAndLast(tx: Tx, caseId: string, id: string): Promise<void> {
  const { rows } = await tx.$client.query<{ replaced: boolean }>({
    name: 'own-look',
    text: `SELECT EXISTS (SELECT FROM outcomes n WHERE n.partnership_id = o.partnership_id AND n.replaces = o.id) AS replaced
      FROM outcomes o WHERE o.partnership_id = app.partnership_id() AND o.id = $1 AND o.case_id = $2 AND o.agency_id = app.grants_to()`,
    values: [id, caseId],
  })
  const [look] = rows
  if (!look)
    throw new Refusal('reference.unknown', [
      { pointer: '/replaces', code: 'unknown', detail: 'is not a look of your agency at this case' },
    ])
  const refused = whyNotPutRight(look)
  if (refused) throw new Refusal(refused)
}

interface NewLook {
  caseId: string
  key: WrappedKey
  occasion: Look['occasion']
  lookedOn: string
  replaces: string | null
  answers: OutcomeAnswers
}

/** Keeps a look and gives its id. Blank texts are texts that were skipped. */
export async function writeLook(
  tx: Tx,
  vault: Vault,
  { caseId, key, occasion, lookedOn, replaces, answers }: NewLook,
  { accountId, agencyId, now }: { accountId: string; agencyId: string; now: string },
): Promise<string> {
  const id = newId()
  const { safety, needs = {}, exit } = answers
  const goals = (answers.goals ?? []).map(({ goal, met }) => ({ goal: goal.trim(), met }))
  const herWords = answers.herWords?.trim()
  const steps = exit?.steps?.trim()
  const words: Words = {
    ...(herWords && { herWords }),
    ...(goals.length > 0 && { goals }),
    ...(steps && { steps }),
  }
  const met = (state: (typeof goals)[number]['met']) => goals.filter((goal) => goal.met === state).length
  const counted = countNames.flatMap((name) => {
    const count = answers[name]
    return [typeof count === 'number' ? count : null, count === 'not_known']
  })
  await tx.$client.query({
    name: 'write-look',
    text: `INSERT INTO outcomes (id, case_id, occasion, looked_on, agency_id, recorded_at, recorded_by, replaces, safety, needs,
        goals_not_yet, goals_partly, goals_met, exit_wish, exit_progress, words,
        ${countNames.map((name) => `${counts[name]}, ${counts[name]}_unknown`).join(', ')})
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
    values: [
      ...[id, caseId, occasion, lookedOn, agencyId, now, accountId, replaces],
      ...[safety ? safetyLevel(safety) : null, JSON.stringify(needs)],
      ...[met('not_yet'), met('partly'), met('met'), exit?.wish ?? null, exit?.progress ?? null],
      ...[vault.seal(key, 'outcomes', words), ...counted],
    ],
  })
  return id
}

/** As SQL, a look at these cases on that occasion which was not put right since: what makes a review done. */
export const isLook = (cases: string, occasion: string): string => `SELECT FROM outcomes o
  WHERE o.partnership_id = app.partnership_id() AND o.case_id = ${cases} AND o.occasion = ${occasion}
    AND NOT EXISTS (SELECT FROM outcomes n WHERE n.partnership_id = o.partnership_id AND n.replaces = o.id)`

/** On any of her files that the reader sees. */
const doneOnAnyFile = `EXISTS (${isLook(`ANY (${filesOf('v.case_id')})`, 'v.occasion')})`

interface ReviewRow extends Omit<Review, 'state'> {
  id: string
  nextDueOn: string | null
  done: boolean
}

const selectReviews = `SELECT v.id, v.case_id AS "caseId", v.occasion, v.due_on AS "dueOn", v.ask_on AS "askOn",
    v.agency_id AS "agencyId", y.name AS "agencyName", v.put_off_for AS "putOffFor", v.next_due_on AS "nextDueOn",
    ${doneOnAnyFile} AS done
  FROM outcome_reviews v JOIN agencies y ON y.partnership_id = v.partnership_id AND y.id = v.agency_id
  WHERE v.partnership_id = app.partnership_id()`

function judged({ id: _, nextDueOn, done, ...review }: ReviewRow, today: string): Review {
  const { askOn, putOffFor } = review
  return { ...review, state: reviewState({ askOn, putOff: putOffFor !== null, done, nextDueOn }, today) }
}

/** The reviews of that case and of the files joined to it, in the order in which they are due. `today`: the local date. */
export async function readReviews(tx: Tx, caseId: string, today: string): Promise<Review[]> {
  const { rows } = await tx.$client.query<ReviewRow>({
    name: 'reviews-of-case',
    text: `SELECT * FROM (${selectReviews} AND v.case_id = ANY (${filesOf('$1')})
      ORDER BY v.due_on DESC, v.id DESC LIMIT 100) v ORDER BY v."dueOn", v.id`,
    values: [caseId],
  })
  return rows.map((row) => judged(row, today))
}

/** A review that the actor's agency owes, held. Null where it owes none. */
export async function lockOwnReview(
  tx: Tx,
  caseId: string,
  occasion: ReviewOccasion,
  today: string,
): Promise<(Review & { id: string }) | null> {
  await hold(tx, 'outcome_reviews', caseId, 'case_id')
  const { rows } = await tx.$client.query<ReviewRow>({
    name: 'held-own-review',
    text: `${selectReviews} AND v.case_id = $1 AND v.occasion = $2 AND v.agency_id = app.grants_to()`,
    values: [caseId, occasion],
  })
  const [row] = rows
  return row ? { id: row.id, ...judged(row, today) } : null
}

export async function savePostponement(
  tx: Tx,
  id: string,
  on: string,
  because: NonNullable<Review['putOffFor']>,
): Promise<void> {
  await tx.$client.query({
    name: 'save-postponement',
    text: `UPDATE outcome_reviews SET ask_on = $2, put_off_for = $3 WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id, on, because],
  })
}

/** Reviews asked of the actor's agency now, longest due first; of two files of one person, for the one that goes on. */
export async function readOutcomesAsked(tx: Tx, limit: number): Promise<OutcomesAsked[]> {
  const { rows } = await tx.$client.query<OutcomesAsked>({
    name: 'outcomes-asked',
    text: `SELECT v.case_id AS "caseId", c.reference AS "caseReference", v.occasion, v.due_on AS "dueOn", v.put_off_for AS "putOffFor"
      FROM ${todayHere} CROSS JOIN outcome_reviews v JOIN cases c ON c.partnership_id = v.partnership_id AND c.id = v.case_id
      WHERE v.partnership_id = app.partnership_id() AND v.agency_id = app.grants_to() AND v.ask_on <= here.today
        AND (v.next_due_on IS NULL OR v.next_due_on > here.today) AND NOT ${doneOnAnyFile} AND app.goes_on_as(v.case_id) = v.case_id
      ORDER BY v.due_on, c.reference LIMIT $1`,
    values: [limit],
  })
  return rows
}
