import { waysRest } from '@alongside/shared/cases/holding'
import { plannedMeetingStates } from '@alongside/shared/meetings/rules'
import { Refusal } from '@alongside/shared/problems'
import { hiddenBy, reachAsShown, type WayOnFile } from '@alongside/shared/reach/rules'
import type { Stand } from '@alongside/shared/referrals/resting'
import { discussedStates, isWrittenOn, moves } from '@alongside/shared/referrals/rules'
import type {
  Recipient,
  Referral,
  ReferralAnswers,
  ReferralState,
  ReferralSummary,
} from '@alongside/shared/referrals/schema'
import type { ComingMeeting } from '@alongside/shared/referrals/submission'
import { referralsAtMost } from '@alongside/shared/referrals/values'
import { cannotBeRead } from '@alongside/shared/unreadable'

import { readHistory } from '../cases/case-file.ts'
import { filesOfPerson } from '../cases/joining.ts'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { withoutRows } from '../people-who-harm/queries.ts'
import { readWaysOnFile } from '../reach/queries.ts'
import { readUntold } from '../safeguarding/queries.ts'
import { keyed, openAmong, openListed, openRow, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import { openIdentifier } from './own-identifiers.ts'
import { readAdditions, readQuestions, readResponses } from './thread.ts'

type RecipientRow = Omit<Recipient, 'words' | 'given'> & {
  words: string | null
  stands: Stand[]
}

interface ReferralRow
  extends Omit<
      Referral,
      | 'externalReference'
      | 'answers'
      | 'recipients'
      | 'history'
      | 'returnedFor'
      | 'questions'
      | 'additions'
      | 'safeguarding'
      | 'undoUntil'
    >,
    UnderKey {
  authorAccountId: string
  toMeeting: boolean
  identifier: Buffer | null
  answers: Sealed<ReferralAnswers>
  rest: Sealed<ReferralAnswers> | null
  returnedFor: Sealed<string> | null
  recipients: RecipientRow[]
  undo: Undo | null
}

/** What triage found, to go back to. */
export interface Undo {
  until: string
  /** Of the referral once it was decided on. */
  version: number
  state: ReferralState
  meetingId: string | null
  exceptional: string | null
  /** What was put on an agenda by it. */
  itemId: string | null
}

/** Until when it can be taken back; null where somebody has acted since. */
export const undoUntil = ({ undo, version }: Pick<ReferralRow, 'undo' | 'version'>): string | null =>
  undo?.version === version ? undo.until : null

/** A referral opened: its answers readable, its key at hand. */
export interface OpenReferral extends Omit<ReferralRow, 'answers' | 'rest' | 'returnedFor' | keyof UnderKey> {
  key: WrappedKey
  answers: ReferralAnswers
  /** What is written so far of the rest of a short form: its own agency’s, until it is sent. */
  rest: ReferralAnswers | null
  returnedFor: string | null
}

/**
 * As SQL: of the person of that case, the latest referral before that instant that was discussed, if the reader may see it.
 * `states`: the parameter that holds `discussedStates`.
 */
export const earlierDiscussed = (caseId: string, before: string, states: string): string =>
  `(SELECT e.id FROM referrals e WHERE e.partnership_id = app.partnership_id() AND e.case_id = ANY (${filesOfPerson(caseId)})
    AND e.state = ANY (${states}) AND e.submitted_at < ${before} ORDER BY e.submitted_at DESC, e.id DESC LIMIT 1)`

const selectReferral = `SELECT r.id, r.reference, r.version, r.state, r.case_id AS "caseId", c.reference AS "caseReference",
    r.agency_id AS "agencyId", g.name AS "agencyName", coalesce(a.name, 'A former member') AS "referrerName",
    r.author_account_id = app.account_id() AS own, r.author_account_id AS "authorAccountId", o.identifier, r.answers, r.rule_set_id AS "ruleSetId",
    r.computed_light AS "computedLight", r.light, r.explanation, r.to_meeting AS "toMeeting", r.meeting_id AS "meetingId",
    m.starts_at AS "meetingStartsAt", r.exceptional, r.created_at AS "createdAt", r.updated_at AS "updatedAt",
    r.submitted_at AS "submittedAt", r.due_at AS "dueAt", r.returned_for AS "returnedFor",
    r.unhelped_at AS "unhelpedAt", r.unhelped_due_at AS "unhelpedDueAt", r.undo, r.rest_due_at AS "restDueAt",
    CASE WHEN r.agency_id = (SELECT app.grants_to()) THEN r.rest END AS rest,
    r.case_id IS NOT NULL AND app.basis_in_force(r.case_id) AS "basisInForce", k.id AS "keyId", k.wrapped,
    r.case_id IS NOT NULL AND app.is_held(r.partnership_id, r.case_id) AS rests,
    CASE WHEN r.case_id IS NOT NULL THEN ${earlierDiscussed('r.case_id', 'r.submitted_at', '$2')} END AS "earlierReferralId",
    (SELECT coalesce(json_agg(json_build_object('id', p.id, 'agencyId', p.agency_id, 'agencyName', pg.name, 'forMeeting', p.for_meeting,
        'dueAt', p.due_at, 'askedAt', p.asked_at, 'restsUntil', p.rests_until, 'stands', p.stands, 'respondedAt', p.responded_at, 'response', p.response, 'worker', p.worker, 'words', encode(p.words, 'hex'))
        ORDER BY p.for_meeting DESC, pg.name), '[]')
       FROM referral_recipients p JOIN agencies pg ON pg.partnership_id = p.partnership_id AND pg.id = p.agency_id
      WHERE p.partnership_id = r.partnership_id AND p.referral_id = r.id) AS recipients
  FROM referrals r
  JOIN data_keys k ON k.partnership_id = r.partnership_id AND k.id = r.data_key_id
  JOIN agencies g ON g.partnership_id = r.partnership_id AND g.id = r.agency_id
  LEFT JOIN accounts a ON a.id = r.author_account_id
  LEFT JOIN own_identifiers o ON o.partnership_id = r.partnership_id AND o.referral_id = r.id
  LEFT JOIN meetings m ON m.partnership_id = r.partnership_id AND m.id = r.meeting_id
  LEFT JOIN cases c ON c.partnership_id = r.partnership_id AND c.id = r.case_id
  WHERE r.partnership_id = app.partnership_id() AND r.id = $1`

/** The referral, if it is the actor's draft or a sharing grant opens its case. `lock` holds it until the transaction ends. @throws Refusal not_found */
export async function openReferral(tx: Tx, vault: Vault, id: string, lock = false): Promise<OpenReferral> {
  // Sent right behind each other: the second begins once the first has what it waited for.
  const [, { rows }] = await Promise.all([
    lock && hold(tx, 'referrals', id),
    tx.$client.query<ReferralRow>({
      name: 'open-referral',
      text: selectReferral,
      values: [id, discussedStates],
    }),
  ])
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  const sealed = keyed(row)
  return {
    ...openRow(vault, sealed, { answers: 'answers', rest: 'rest', returnedFor: 'reason' }),
    key: sealed.key,
  }
}

/** The answers with what is written of the rest so far. */
export const withRest = ({ answers, rest }: Pick<OpenReferral, 'answers' | 'rest'>): ReferralAnswers => ({
  ...answers,
  ...rest,
})

/**
 * The answers as whoever reads the referral sees them. HRM-1: what a form that came back says of who harms her its writer alone reads, until it
 * goes to the case. REF-14: how to reach her as her file has it now, save to whoever still writes the form.
 */
export async function shownAnswers(tx: Tx, vault: Vault, opened: OpenReferral): Promise<ReferralAnswers> {
  const { caseId, id: referralId, key } = opened
  return answersWith(caseId ? await readWaysOnFile(tx, vault, key, { caseId, referralId }) : null, opened)
}

function answersWith(
  ways: Awaited<ReturnType<typeof readWaysOnFile>> | null,
  opened: OpenReferral,
): ReferralAnswers {
  const answers = opened.own ? withRest(opened) : withoutRows(withRest(opened))
  if (!ways) return answers
  const { onFile, day, ours, held } = ways
  if (ours && isWrittenOn(opened)) return answers
  const { reach, tonight, ...others } = answers
  const { reachOn, ...short } = tonight ?? {}
  return {
    ...others,
    ...(reach && { reach: reachAsShown(reach, held ? onFile.map(noMore) : onFile, day) }),
    ...(tonight && {
      tonight: {
        ...short,
        ...(reachOn !== undefined && !held && !hiddenBy(onFile, day)(reachOn) && { reachOn }),
      },
    }),
  }
}

/** REF-3: while a hold stands none is used, whatever the hold is for. */
const noMore = ({ formKey, way }: WayOnFile): WayOnFile => ({
  formKey,
  way: { ...way, safe: 'no', because: waysRest },
})

/** A draft has no case, and nothing that hangs on one. */
const nothingHangsOn = (): [null, [], [], [], Map<string, never>, []] => [
  null,
  [],
  [],
  [],
  new Map<string, never>(),
  [],
]

/**
 * The referral as the API shows it; to its own agency with what is written of the rest of a short form. `known`: of which case it is, to who knows it
 * already, so that all is asked at once. @throws Refusal not_found
 */
export async function readReferral(
  tx: Tx,
  vault: Vault,
  id: string,
  known: { key: WrappedKey; caseId: string } | null = null,
): Promise<Referral> {
  const opening = openReferral(tx, vault, id)
  const { key: caseKey, caseId } = known ?? (await opening)
  const [opened, hanging] = await Promise.all([
    opening,
    caseId &&
      Promise.all([
        readWaysOnFile(tx, vault, caseKey, { caseId, referralId: id }),
        readHistory(tx, vault, caseKey, { subjectId: id }),
        readQuestions(tx, vault, caseKey, id),
        readAdditions(tx, vault, caseKey, id),
        readResponses(tx, vault, caseKey, id),
        readUntold(tx, vault, caseId),
      ]),
  ])
  const [ways, history, questions, additions, responses, safeguarding] = hanging || nothingHangsOn()
  const answers = answersWith(ways, opened)
  const {
    key,
    authorAccountId: _,
    toMeeting: __,
    undo: ___,
    rest: ____,
    identifier,
    recipients,
    ...referral
  } = opened
  return {
    ...referral,
    answers,
    externalReference: identifier && openIdentifier(vault, referral.agencyId, identifier),
    recipients: recipients.map(({ stands: _, ...recipient }) => ({
      ...recipient,
      words:
        recipient.words &&
        openAmong(vault, key, 'words', Buffer.from(recipient.words, 'hex'), cannotBeRead, recipient.id),
      given: responses.get(recipient.id) ?? [],
    })),
    questions,
    additions,
    safeguarding,
    undoUntil: undoUntil(opened),
    history,
  }
}

/** Meetings that have not begun, soonest first. */
export async function comingMeetings(tx: Tx, now: string): Promise<ComingMeeting[]> {
  const { rows } = await tx.$client.query<ComingMeeting>({
    name: 'coming-meetings',
    text: `SELECT id, starts_at AS "startsAt", referrals_by AS "referralsBy" FROM meetings
      WHERE partnership_id = app.partnership_id() AND kind = 'monthly' AND state = ANY ($2) AND starts_at > $1 ORDER BY starts_at LIMIT 13`,
    values: [now, plannedMeetingStates],
  })
  return rows
}

export interface SummaryRow extends Omit<ReferralSummary, 'name'>, UnderKey {
  knownAs: Sealed<string> | null
}

export const selectSummaries = `SELECT r.id, r.reference, r.version, r.state, r.case_id AS "caseId", g.name AS "agencyName", r.light,
    m.starts_at AS "meetingStartsAt", r.submitted_at AS "submittedAt", r.updated_at AS "updatedAt", r.due_at AS "dueAt",
    r.responded_at AS "respondedAt", o.due_at AS "ownDueAt", o.rests_until AS "ownRestsUntil", r.unhelped_due_at AS "unhelpedDueAt", r.rest_due_at AS "restDueAt",
    ARRAY(SELECT DISTINCT n.kind FROM safeguarding_notifications n WHERE n.partnership_id = r.partnership_id AND n.case_id = r.case_id
      AND n.recorded_at IS NULL ORDER BY n.kind DESC) AS safeguarding, r.known_as AS "knownAs", k.id AS "keyId", k.wrapped
  FROM referrals r
  JOIN data_keys k ON k.partnership_id = r.partnership_id AND k.id = r.data_key_id
  JOIN agencies g ON g.partnership_id = r.partnership_id AND g.id = r.agency_id
  LEFT JOIN meetings m ON m.partnership_id = r.partnership_id AND m.id = r.meeting_id
  LEFT JOIN referral_recipients o ON o.partnership_id = r.partnership_id AND o.referral_id = r.id AND NOT o.for_meeting
    AND o.agency_id = (SELECT app.agency_id()) AND o.responded_at IS NULL`

/** Opens the one sealed column of a summary: the name that she is known by. */
export function summaryOf(vault: Vault, sealed: SummaryRow): ReferralSummary {
  const { knownAs, ...row } = openListed(vault, keyed(sealed), { knownAs: 'known as' })
  return { ...row, name: knownAs }
}

interface Box {
  /** In which states a referral lies in it; null: in any. */
  states: readonly ReferralState[] | null
  /** A condition on `r`, of the context's actor. */
  where: string
}

/** The boxes of «my work» and of the list. */
export const boxes = {
  written_by_me: { states: null, where: 'r.author_account_id = app.account_id() AND NOT r.imported' },
  to_triage: { states: moves.accept.from, where: 'r.to_meeting' },
  to_answer: {
    states: moves.respond.from,
    where: `EXISTS (SELECT FROM referral_recipients p
    WHERE p.partnership_id = r.partnership_id AND p.referral_id = r.id AND p.agency_id = app.agency_id()
      AND NOT p.for_meeting AND p.responded_at IS NULL)`,
  },
  /** REF-8: the coordinator’s to settle. */
  'nobody has her': { states: moves.respond.from, where: 'r.unhelped_at IS NOT NULL' },
  /** REF-8: who referred her is not left alone with it. */
  'nobody has mine': {
    states: moves.respond.from,
    where: 'r.unhelped_at IS NOT NULL AND r.author_account_id = app.account_id()',
  },
  'my drafts': { states: moves.discard.from, where: 'TRUE' },
  /** REF-5: the rest of a short form is owed. */
  'rest owed': {
    states: moves.answerRest.from,
    where: 'r.author_account_id = app.account_id() AND r.rest_due_at IS NOT NULL',
  },
  'returned to me': { states: [moves.return.to], where: 'r.author_account_id = app.account_id()' },
} as const satisfies Record<string, Box>

/** `param` holds the box's states. One state is compared as one, so that the index by state and date gives the order too. */
export const inBox = (box: keyof typeof boxes, param: string): string => {
  const { states, where }: Box = boxes[box]
  const here =
    states && (states.length === 1 ? `r.state = (${param}::text[])[1]` : `r.state = ANY (${param}::text[])`)
  return here ? `${here} AND ${where}` : `${param}::text[] IS NULL AND ${where}`
}

/** One box of «my work», the most urgent first. */
export async function readSummaries(
  tx: Tx,
  vault: Vault,
  which: keyof typeof boxes,
  limit: number,
): Promise<ReferralSummary[]> {
  const { rows } = await tx.$client.query<SummaryRow>({
    name: `summaries ${which}`,
    text: `${selectSummaries} WHERE r.partnership_id = app.partnership_id() AND ${inBox(which, '$2')}
      ORDER BY coalesce(o.due_at, r.due_at) NULLS LAST, r.updated_at DESC LIMIT $1`,
    values: [limit, boxes[which].states],
  })
  return rows.map((row) => summaryOf(vault, row))
}

/** All referrals of one case, newest first. */
export async function readCaseReferrals(tx: Tx, vault: Vault, caseId: string): Promise<ReferralSummary[]> {
  const { rows } = await tx.$client.query<SummaryRow>({
    name: 'summaries of a case',
    text: `${selectSummaries} WHERE r.partnership_id = app.partnership_id() AND r.case_id = $1 ORDER BY r.submitted_at DESC, r.id DESC LIMIT $2`,
    values: [caseId, referralsAtMost],
  })
  return rows.map((row) => summaryOf(vault, row))
}

/**
 * Moves a referral on: its state and whatever else of the row changes with it. The version goes up by one. What the
 * coordinator asks for stands for as long as the referral is returned, whoever answers meanwhile (REF-5).
 */
export async function saveMove(
  tx: Tx,
  id: string,
  now: string,
  change: {
    state: ReferralState
    meetingId?: string | null
    exceptional?: string
    returnedFor?: Buffer
    respondedAt?: string
    /** REF-11: of what triage decides and may take back. */
    undo?: Undo
  },
): Promise<void> {
  await tx.$client.query({
    name: 'move-referral',
    text: `UPDATE referrals SET version = version + 1, updated_at = $2, state = $3, meeting_id = CASE WHEN $4 THEN $5::uuid ELSE meeting_id END,
        exceptional = coalesce($6, exceptional), returned_for = CASE WHEN $3::text = 'returned' THEN coalesce($7, returned_for) END, responded_at = coalesce(responded_at, $8), undo = $9
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [
      id,
      now,
      change.state,
      change.meetingId !== undefined,
      change.meetingId ?? null,
      change.exceptional ?? null,
      change.returnedFor ?? null,
      change.respondedAt ?? null,
      change.undo ? JSON.stringify(change.undo) : null,
    ],
  })
}

/** Stops a recipient's clock (REF-8). */
export async function saveResponse(
  tx: Tx,
  recipientId: string,
  answer: { response: string; worker: string; words: Buffer | null },
  now: string,
): Promise<void> {
  await tx.$client.query({
    name: 'save-response',
    text: `UPDATE referral_recipients SET responded_at = $2, response = $3, worker = $4, words = $5
      WHERE partnership_id = app.partnership_id() AND id = $1 AND responded_at IS NULL`,
    values: [recipientId, now, answer.response, answer.worker, answer.words],
  })
}
