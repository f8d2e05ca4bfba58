import { clockStage } from '@alongside/shared/stages'
import type { NotificationKind } from '@alongside/shared/work/contract'
import { type Tx, withTransaction } from '../db/pool.ts'
import { flagClocks } from '../flags/clocks.ts'
import { newId } from '../ids.ts'
import { discardUploads } from '../imports/queries.ts'
import { holdTwelveMonths } from '../meetings/calendar.ts'
import { outcomeClocks } from '../outcomes/clocks.ts'
import type { Services } from '../services.ts'
import { inPartnership } from './context.ts'
import { meetingClocks } from './meeting-clocks.ts'
import { accountsOf, type Notice, tell } from './notify.ts'

/** Looks at every clock of every partnership: warns, escalates, lets consent lapse, keeps the calendar full. Safe to run twice, or on two replicas. */
export async function runClocks(services: Services): Promise<void> {
  const now = services.clock()
  const { rows } = await services.pools.jobs.query<{ id: string }>('SELECT id FROM partnerships ORDER BY id')
  for (const { id } of rows)
    for (const look of [
      referralClocks,
      safeguardingClocks,
      actionClocks,
      withoutConsentReviews,
      lapseConsents,
      flagClocks,
      outcomeClocks,
      keepCalendar,
      meetingClocks,
      forgetUploads,
    ])
      await withTransaction(services.pools.jobs, inPartnership(id, now), (tx) => look(tx, services, now))
}

interface Clock {
  id: string
  subject_id: string
  reference: string | null
  agency_id: string
  /** Whose it is in person, where that was said. */
  account_id?: string | null
  from_at: string
  due_at: string
  stage: number
}

/** REF-8: warn before; after, the recipient's lead, then its safeguarding lead, then the coordinator. */
const referralClocks = (tx: Tx, services: Services, now: string) =>
  escalate(
    tx,
    services,
    now,
    'referral',
    ['response clock nearly out', 'response clock out'],
    'referral_recipients',
    `SELECT p.id, r.id AS subject_id, r.reference, p.agency_id, r.submitted_at AS from_at, p.due_at, p.stage
      FROM referral_recipients p JOIN referrals r ON r.partnership_id = p.partnership_id AND r.id = p.referral_id
      WHERE p.partnership_id = app.partnership_id() AND p.responded_at IS NULL AND p.stage < 4
        AND r.state NOT IN ('withdrawn', 'closed', 'returned') AND p.due_at - (p.due_at - r.submitted_at) / 4 <= $1 FOR UPDATE OF p SKIP LOCKED`,
  )

/** SAF-1, SAF-2: until its date, receiver and reference are recorded. */
const safeguardingClocks = (tx: Tx, services: Services, now: string) =>
  escalate(
    tx,
    services,
    now,
    'safeguarding',
    ['safeguarding to record', 'safeguarding to record'],
    'safeguarding_notifications',
    `SELECT n.id, n.id AS subject_id, NULL AS reference, n.agency_id, n.opened_at AS from_at, n.due_at, n.stage
      FROM safeguarding_notifications n WHERE n.partnership_id = app.partnership_id() AND n.recorded_at IS NULL AND n.stage < 4
        AND n.due_at - (n.due_at - n.opened_at) / 4 <= $1 FOR UPDATE SKIP LOCKED`,
  )

/** ACT-1: reminders before and after the due date, to its owner too; overdue ones escalate. Carried forward it keeps its clock. */
const actionClocks = (tx: Tx, services: Services, now: string) =>
  escalate(
    tx,
    services,
    now,
    'action',
    ['action due soon', 'action late'],
    'actions',
    `SELECT a.id, a.id AS subject_id, a.reference, a.owner_agency_id AS agency_id, a.owner_account_id AS account_id, a.created_at AS from_at, a.due_at, a.stage
      FROM actions a WHERE a.partnership_id = app.partnership_id() AND a.closed_at IS NULL AND a.stage < 4
        AND a.due_at - (a.due_at - a.created_at) / 4 <= $1 FOR UPDATE SKIP LOCKED`,
  )

async function escalate(
  tx: Tx,
  services: Services,
  now: string,
  subject: Notice['subject'],
  [before, after]: [NotificationKind, NotificationKind],
  table: 'referral_recipients' | 'safeguarding_notifications' | 'actions',
  clocksThatRan: string,
): Promise<void> {
  const { rows } = await tx.$client.query<Clock>(clocksThatRan, [now])
  for (const clock of rows) {
    const reached = clockStage(clock.from_at, clock.due_at, now)
    for (let stage = clock.stage + 1; stage <= reached; stage++) {
      const accounts = await accountsAt(tx, stage, clock, now)
      const kind = stage === 1 ? before : after
      await tell(
        tx,
        services,
        accounts,
        {
          kind,
          subject,
          subjectId: clock.subject_id,
          reference: clock.reference,
          occasion: `${clock.id} stage ${stage}`,
        },
        now,
      )
    }
    if (reached > clock.stage)
      await tx.$client.query(
        `UPDATE ${table} SET stage = $2 WHERE partnership_id = app.partnership_id() AND id = $1`,
        [clock.id, reached],
      )
  }
}

/** Until the coordinator is told, whoever it is for in person is told too; one who has left the partnership is not. */
async function accountsAt(tx: Tx, stage: number, clock: Clock, now: string): Promise<string[]> {
  if (stage === 4) return accountsOf(tx, 'coordinators', null, now)
  const accounts = await accountsOf(tx, stage === 3 ? 'safeguardingLeads' : 'leads', clock.agency_id, now)
  const own = clock.account_id ? await accountsOf(tx, 'account', clock.account_id, now) : []
  return [...new Set([...accounts, ...own])]
}

/** CON-2: the review date of sharing without consent has come. */
async function withoutConsentReviews(tx: Tx, services: Services, now: string): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; case_id: string; reference: string }>(
    `UPDATE without_consents w SET stage = 1 FROM cases c, partnerships p
      WHERE w.partnership_id = app.partnership_id() AND p.id = w.partnership_id AND c.partnership_id = w.partnership_id AND c.id = w.case_id
        AND w.stage = 0 AND w.review_on <= ($1::timestamptz AT TIME ZONE p.time_zone)::date
      RETURNING w.id, w.case_id, c.reference`,
    [now],
  )
  for (const { id, case_id, reference } of rows)
    await tell(
      tx,
      services,
      await accountsOf(tx, 'coordinators', null, now),
      {
        kind: 'sharing without consent to review',
        subject: 'case',
        subjectId: case_id,
        reference,
        occasion: id,
      },
      now,
    )
}

/** ACC-3: the day until which she consented has ended. Its grants have ended by themselves; here it is put on record and told. */
async function lapseConsents(tx: Tx, _services: Services, now: string): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; case_id: string }>(
    `UPDATE consents c SET lapsed_at = $1 FROM partnerships p
      WHERE c.partnership_id = app.partnership_id() AND p.id = c.partnership_id AND c.withdrawn_at IS NULL AND c.lapsed_at IS NULL
        AND c.until_on < ($1::timestamptz AT TIME ZONE p.time_zone)::date
      RETURNING c.id, c.case_id`,
    [now],
  )
  for (const { id, case_id } of rows)
    await tx.$client.query(
      `WITH audit AS (INSERT INTO audit_events (id, partnership_id, at, action, subject_id, case_id) VALUES ($1, app.partnership_id(), $2, 'consent.lapsed', $3, $4)),
        kept AS (INSERT INTO history (id, case_id, subject, subject_id, field, old_value, new_value, at) VALUES ($1, $4, 'consent', $3, 'state', 'in force', 'lapsed', $2))
        INSERT INTO outbox_events (id, partnership_id, type, data, at)
          VALUES ($1, app.partnership_id(), 'consent.lapsed', jsonb_build_object('consentId', $3::uuid, 'caseId', $4::uuid), $2)`,
      [newId(), now, id, case_id],
    )
}

const forgetUploads = (tx: Tx, _services: Services, now: string) => discardUploads(tx, now)

/** MTG-1: the calendar always holds the next twelve months; a date that it gains is proposed to all members. */
async function keepCalendar(tx: Tx, _services: Services, now: string): Promise<void> {
  for (const meetingId of await holdTwelveMonths(tx, now))
    await tx.$client.query(
      `INSERT INTO outbox_events (id, partnership_id, type, data, at)
        VALUES ($1, app.partnership_id(), 'meeting.planned', jsonb_build_object('meetingId', $2::uuid), $3)`,
      [newId(), meetingId, now],
    )
}
