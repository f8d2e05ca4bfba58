import type { Tx } from './pool.ts'

/** What is held one by one: tables whose rows are of a partnership and have an id. */
type Held =
  | 'actions'
  | 'cases'
  | 'case_exclusions'
  | 'case_holds'
  | 'children'
  | 'disclosure_requests'
  | 'document_copies'
  | 'flags'
  | 'guest_invitations'
  | 'meetings'
  | 'outcome_reviews'
  | 'plan_lines'
  | 'people_who_harm'
  | 'received_notifications'
  | 'referrals'
  | 'safeguarding_notifications'
  | 'webhook_endpoints'
  | 'worker_warnings'

/**
 * Holds one row, or those of a case, until the transaction ends, before anything of it is read. A statement that waits for a row reads everything else, and
 * whatever a function of it answers, as it was before it waited: so what is decided by is read by a statement of its own, after this
 * one. Of a row that is not the actor's nothing is held, and the reading finds none.
 */
export const hold = (tx: Tx, table: Held, id: string, by: 'id' | 'case_id' | 'notification_id' = 'id') =>
  tx.$client.query({
    name: `hold-${table}-${by}`,
    text: `SELECT FROM ${table} WHERE partnership_id = app.partnership_id() AND ${by} = $1 FOR UPDATE`,
    values: [id],
  })

/** The same of an agenda item, and its meeting against being closed. */
export const holdItem = (tx: Tx, itemId: string): Promise<unknown> =>
  tx.$client.query({
    name: 'hold-item',
    text: `SELECT FROM agenda_items i JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
      WHERE i.partnership_id = app.partnership_id() AND i.id = $1 FOR SHARE OF m FOR UPDATE OF i`,
    values: [itemId],
  })

/** What is done one after the other where no row stands for all of it yet. */
type InTurn = 'agencies' | 'agreements' | 'front doors' | 'legal facts' | 'meetings' | 'on call' | 'reports'

/** Waits for whoever does the same to the same until their transaction ends: each knows of those before it. `of`: an agency; else the partnership. */
export const inTurn = (tx: Tx, what: InTurn, of: string | null = null): Promise<unknown> =>
  tx.$client.query({
    name: 'in-turn',
    text: `SELECT pg_advisory_xact_lock(hashtextextended($1::text || ' of ' || coalesce($2::text, app.partnership_id()::text), 0))`,
    values: [what, of],
  })
