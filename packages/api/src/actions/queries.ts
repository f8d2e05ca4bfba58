import type { Action, ActionDetail, ActionState } from '@alongside/shared/actions/contract'
import type { Alike } from '@alongside/shared/actions/counts'
import type { Acceptance } from '@alongside/shared/actions/values'
import type { Identity } from '@alongside/shared/cases/contract'
import { Refusal } from '@alongside/shared/problems'
import type { Light } from '@alongside/shared/traffic-light/schema'
import { cannotBeRead } from '@alongside/shared/unreadable'
import { identityAsSeen, isWalked, ofAgency } from '../access/visibility.ts'
import { readHistory, unreadableIdentity } from '../cases/case-file.ts'
import { isHeld } from '../cases/holding.ts'
import { filesAtMeeting } from '../cases/joining.ts'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import type { Position } from '../http/cursors.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

export interface ActionFilter {
  id?: string | undefined
  caseId?: string | undefined
  /** Of that case and of the files of the same person joined to it, where a basis for sharing is in force (REF-10). */
  ofPerson?: string | undefined
  agendaItemId?: string | undefined
  /** Steps of these lines of a plan. */
  planLines?: readonly string[] | undefined
  meetingId?: string | undefined
  ownerAgencyId?: string | undefined
  light?: Light | undefined
  state?: ActionState | undefined
  /** Neither done nor not done. */
  running?: boolean | undefined
  /** Running, or brought to an end since then. */
  runningSince?: string | undefined
  /** Running, and past its date at the moment of the context; false: all others. */
  late?: boolean | undefined
  /** Of meetings that began before this one: what is carried into it. */
  beforeMeetingId?: string | undefined
  /** Begins behind this (due_at, id). */
  after?: Position | null | undefined
  limit?: number | undefined
}

interface ActionRow extends Omit<Action, 'name' | 'what' | 'why' | 'outcome'>, UnderKey {
  what: Sealed<Pick<Action, 'what' | 'why'>>
  outcome: Sealed<string> | null
  identity: Sealed<Identity>
}

const actionsOf = (
  actions: string,
) => `SELECT a.id, a.reference, a.version, a.case_id AS "caseId", c.reference AS "caseReference", c.light,
    a.meeting_id AS "meetingId", a.agenda_item_id AS "agendaItemId", a.plan_line_id AS "planLineId", a.owner_agency_id AS "ownerAgencyId",
    g.name AS "ownerAgencyName", a.owner_account_id AS "ownerAccountId", o.name AS "ownerName", a.what, a.outcome, a.priority,
    a.due_on AS "dueOn", a.due_at AS "dueAt", a.state, a.acceptance, a.created_at AS "createdAt", a.closed_at AS "closedAt",
    ${identityAsSeen()} AS identity, c.data_key_id AS "keyId", k.wrapped
  FROM ${actions} a
  JOIN cases c ON c.partnership_id = a.partnership_id AND c.id = a.case_id
  JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
  JOIN agencies g ON g.partnership_id = a.partnership_id AND g.id = a.owner_agency_id
  LEFT JOIN accounts o ON o.id = a.owner_account_id`

/** ACT-2: the action log as far as the reader's grants reach, the soonest due first. */
export async function readActions(tx: Tx, vault: Vault, filter: ActionFilter): Promise<Action[]> {
  return (await selectRows(tx, filter)).map((row) => opened(vault, row))
}

const everyAction = `SELECT a.* FROM listed_actions l CROSS JOIN LATERAL (SELECT * FROM actions a WHERE a.partnership_id = l.partnership_id
    AND a.id = l.action_id OFFSET 0) a WHERE ${ofAgency} UNION ALL SELECT * FROM actions a WHERE ${isWalked}`

/** ACT-2: the actions that the reader may see, of one case or of all, put together by what one filters by. */
export async function readAlike(tx: Tx, caseId: string | undefined): Promise<Alike[]> {
  const { rows } = await tx.$client.query<Alike>({
    name: caseId ? 'count-actions-of-case' : 'count-actions',
    text: `SELECT a.owner_agency_id AS "agencyId", a.meeting_id AS "meetingId", m.starts_at AS "startsAt", ${lightOf('a')} AS light, a.state,
        a.closed_at IS NULL AND a.due_at < app.moment() AS late, count(*) AS count
      FROM (${caseId ? 'SELECT * FROM actions WHERE case_id = $1' : everyAction}) a
      LEFT JOIN meetings m ON m.partnership_id = a.partnership_id AND m.id = a.meeting_id
      WHERE a.partnership_id = app.partnership_id() GROUP BY 1, 2, 3, 4, 5, 6`,
    values: caseId ? [caseId] : [],
  })
  return rows
}

/** One action with its history. @throws Refusal not_found */
export async function readActionDetail(tx: Tx, vault: Vault, id: string): Promise<ActionDetail> {
  const [row] = await selectRows(tx, { id })
  if (!row) throw new Refusal('not_found')
  const [history, rests] = await Promise.all([
    readHistory(tx, vault, keyed(row).key, { subjectId: id }),
    isHeld(tx, row.caseId),
  ])
  return { ...opened(vault.strict, row), rests, history }
}

/** Read for the actions that are found: joined, every case of the partnership would be looked at. */
const lightOf = (a: string) =>
  `(SELECT l.light FROM cases l WHERE l.partnership_id = ${a}.partnership_id AND l.id = ${a}.case_id)`

async function selectRows(tx: Tx, filter: ActionFilter): Promise<ActionRow[]> {
  const values: unknown[] = []
  const value = (given: unknown) => `$${values.push(given)}`
  const state = filter.state && value(filter.state)
  const behind = filter.after && `(${value(filter.after[0])}::timestamptz, ${value(filter.after[1])}::uuid)`
  const isLate = '(a.closed_at IS NULL AND a.due_at < app.moment())'
  const conditions = [
    'a.partnership_id = app.partnership_id()',
    filter.id && `a.id = ${value(filter.id)}`,
    filter.caseId && `a.case_id = ${value(filter.caseId)}`,
    filter.ofPerson && `a.case_id = ANY (${filesAtMeeting(value(filter.ofPerson))})`,
    filter.agendaItemId && `a.agenda_item_id = ${value(filter.agendaItemId)}`,
    filter.planLines && `a.plan_line_id = ANY (${value(filter.planLines)}::uuid[])`,
    filter.meetingId && `a.meeting_id = ${value(filter.meetingId)}`,
    filter.ownerAgencyId && `a.owner_agency_id = ${value(filter.ownerAgencyId)}`,
    filter.light && `${lightOf('a')} = ${value(filter.light)}`,
    state && `a.state = ${state}`,
    filter.running && 'a.closed_at IS NULL',
    filter.runningSince && `(a.closed_at IS NULL OR a.closed_at > ${value(filter.runningSince)})`,
    filter.late !== undefined && (filter.late ? isLate : `NOT ${isLate}`),
    filter.beforeMeetingId &&
      `EXISTS (SELECT FROM meetings m, meetings n WHERE m.partnership_id = a.partnership_id AND m.id = a.meeting_id
        AND n.partnership_id = a.partnership_id AND n.id = ${value(filter.beforeMeetingId)} AND m.starts_at < n.starts_at)`,
    behind && `(a.due_at, a.id) > ${behind}`,
  ]
  /** Of the same, what the list says by itself. */
  const listed = [
    ...(state ? [`l.state = ${state}`] : []),
    ...(behind ? [`(l.due_at, l.action_id) > ${behind}`] : []),
  ]
  const asked = conditions.map((condition) => (condition ? 1 : 0)).join('')
  const limit = value(filter.limit ?? 500)
  // What is of one thing, or of one agency and running, is found by it.
  const { id, caseId, ofPerson, agendaItemId, planLines, meetingId, ownerAgencyId, running } = filter
  const found =
    id ?? caseId ?? ofPerson ?? agendaItemId ?? planLines ?? meetingId ?? (running && ownerAgencyId)
  const wanted = conditions.filter(Boolean).join(' AND ')
  const { rows } = await tx.$client.query<ActionRow>({
    name: `actions ${asked}${filter.late ? ' late' : ''}`,
    text: found
      ? `${actionsOf('actions')} WHERE ${wanted} ORDER BY a.due_at, a.id LIMIT ${limit}`
      : `${actionsOf(`(SELECT * FROM (
            (SELECT a.* FROM listed_actions l CROSS JOIN LATERAL (SELECT * FROM actions a WHERE a.id = l.action_id AND ${wanted} OFFSET 0) a
              WHERE ${[ofAgency, ...listed].join(' AND ')} ORDER BY l.due_at, l.action_id LIMIT ${limit})
            UNION ALL
            (SELECT a.* FROM actions a WHERE ${isWalked} AND ${wanted} ORDER BY a.due_at, a.id LIMIT ${limit})) p
          ORDER BY p.due_at, p.id LIMIT ${limit})`)} ORDER BY a.due_at, a.id`,
    values,
  })
  return rows
}

function opened(vault: Vault, sealed: ActionRow): Action {
  const columns = { identity: 'identity', what: 'action', outcome: 'outcome' } as const
  const { identity, what, ...row } = openListed(vault, keyed(sealed), columns, {
    identity: unreadableIdentity,
    what: { what: cannotBeRead, why: cannotBeRead },
  })
  return { ...row, ...what, name: identity.name }
}

export interface LockedAction {
  id: string
  version: number
  caseId: string
  meetingId: string | null
  ownerAgencyId: string
  state: ActionState
  acceptance: Acceptance | null
  dueAt: string | null
  key: WrappedKey
}

/** Holds the action until the transaction ends. @throws Refusal not_found */
export async function lockAction(tx: Tx, id: string): Promise<LockedAction> {
  await hold(tx, 'actions', id)
  const { rows } = await tx.$client.query<Omit<LockedAction, 'key'> & UnderKey>({
    name: 'held-action',
    text: `SELECT a.id, a.version, a.case_id AS "caseId", a.meeting_id AS "meetingId", a.owner_agency_id AS "ownerAgencyId", a.state, a.acceptance,
        a.due_at AS "dueAt", k.id AS "keyId", k.wrapped
      FROM actions a
      JOIN cases c ON c.partnership_id = a.partnership_id AND c.id = a.case_id
      JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      WHERE a.partnership_id = app.partnership_id() AND a.id = $1`,
    values: [id],
  })
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  return keyed(row)
}
