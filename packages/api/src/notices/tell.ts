import { releaseDays } from '@alongside/shared/disclosures/rules'
import type { NotificationKind } from '@alongside/shared/work/contract'
import { placeInForce } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import type { Services } from '../services.ts'
import type { Mail } from './mailer.ts'

export interface Notice {
  kind: NotificationKind
  subject:
    | 'referral'
    | 'case'
    | 'meeting'
    | 'calendar'
    | 'invitation'
    | 'action'
    | 'agreement'
    | 'safeguarding'
    | 'flag'
    | 'system'
    | 'webhook'
  subjectId: string
  reference: string | null
  /** What would make it a second one: the event's id, or the stage of a clock. */
  occasion: string
}

/** Conditions on memberships `m`: who is told. */
export const whom = {
  coordinators: `m.role = 'coordinator'`,
  /** Who comes to meetings. */
  members: `m.role IN ('coordinator', 'chair', 'lead-member', 'secondary-member')`,
  leads: `m.agency_id = $2 AND m.role IN ('lead-member', 'secondary-member', 'coordinator')`,
  safeguardingLeads: `m.agency_id = $2 AND (m.safeguarding_lead OR m.role = 'lead-member')`,
  account: 'm.account_id = $2::uuid',
} as const

/** Everyone in force whom a condition names. `about`: the agency or account that it speaks of. */
export async function accountsOf(
  tx: Tx,
  who: keyof typeof whom,
  about: string | null,
  now: string,
): Promise<string[]> {
  const { rows } = await tx.$client.query<{ account_id: string }>({
    name: `whom ${who}`,
    text: `SELECT DISTINCT m.account_id FROM memberships m WHERE m.partnership_id = app.partnership_id()
      AND ${placeInForce('$1')} AND ($2::uuid IS NULL OR true) AND ${whom[who]}`,
    values: [now, about],
  })
  return rows.map((row) => row.account_id)
}

/** Tells each account once for the occasion, in the product and by a mail that says only that something waits (CNF-2). */
export async function tell(
  tx: Tx,
  services: Services,
  accounts: readonly string[],
  notice: Notice,
  now: string,
): Promise<void> {
  if (!accounts.length) return
  const { rows } = await tx.$client.query<{ email: string }>({
    name: 'tell',
    text: `WITH told AS (
        INSERT INTO notifications (id, account_id, kind, subject, subject_id, reference, occasion, at)
        SELECT n.id, n.account, $3, $4, $5, $6, $7, $8 FROM unnest($1::uuid[], $2::uuid[]) AS n(id, account)
        ON CONFLICT (partnership_id, account_id, kind, subject_id, occasion) DO NOTHING RETURNING account_id)
      SELECT a.email FROM told JOIN accounts a ON a.id = told.account_id WHERE a.disabled_at IS NULL`,
    values: [
      accounts.map(newId),
      accounts,
      notice.kind,
      notice.subject,
      notice.subjectId,
      notice.reference,
      notice.occasion,
      now,
    ],
  })
  for (const { email } of rows)
    await services.postMail(tx, noticeMail(email, notice, services.config.PUBLIC_URL))
}

const words: Record<NotificationKind, string> = {
  'referral to triage': 'a referral to triage',
  'referral to answer': 'a referral to answer',
  'response clock nearly out': 'a referral whose time to answer is nearly out',
  'response clock out': 'a referral whose time to answer has passed',
  'referral accepted': 'an answer to your referral',
  'referral returned': 'a question about your referral',
  'referral declined': 'an answer to your referral',
  'referral answered': 'an answer to your referral',
  'referral light changed': 'a referral whose light has changed',
  'safeguarding to record': 'a safeguarding notification to make and record',
  'emergency access taken': 'an emergency access to look at',
  'consent withdrawn': 'a change of consent',
  'consent lapsed': 'a consent that has ended',
  'sharing without consent to review': 'a decision on sharing to look at again',
  'guest to agree': 'a guest to agree to',
  'guest agreed': 'an answer about a guest',
  'guest declined': 'an answer about a guest',
  'invited to a meeting': 'an invitation to part of a meeting',
  'meeting date proposed': 'new meeting dates to answer',
  'meeting moved': 'a meeting that has moved',
  'meeting confirmed': 'a meeting that is confirmed',
  'meeting to confirm': 'a meeting to confirm',
  'meeting not confirmed in time': 'a meeting that was not confirmed in time',
  'pack due soon': 'papers of a meeting to circulate',
  'pack late': 'papers of a meeting that are late',
  'minutes due soon': 'minutes of a meeting to distribute',
  'minutes late': 'minutes of a meeting that are late',
  'referrals close soon': 'a last day for referrals to the next meeting',
  'agenda published': 'the agenda of a meeting',
  'research asked': 'a meeting that asks what your agency knows',
  'meeting papers ready': 'the papers of a meeting',
  'release to decide': 'a request to decide',
  'release agreed': 'an answer to your request',
  'release not agreed': 'an answer to your request',
  'meeting minutes ready': 'the minutes of a meeting',
  'meeting minutes corrected': 'a correction of the minutes of a meeting',
  'action agreed': 'an action for your agency',
  'action due soon': 'an action that is due soon',
  'action late': 'an action that is late',
  'action done': 'an action that is done',
  'action not done': 'an action that was not done',
  'emergency meeting called': 'an emergency meeting that you are called to',
  'flag asked': 'a flag to put on your own case system',
  'flag not yet confirmed': 'a flag that is not confirmed yet',
  'flag to take down': 'a flag to take down from your own case system',
  'outcomes to look at': 'a review of how somebody is doing',
  'agreement to sign': 'an agreement to sign',
  'system to agree': 'a case system that asks to be connected',
  'system agreed': 'an answer about your case system',
  'system declined': 'an answer about your case system',
  'system ended': 'a case system that is no longer connected',
  'webhook stopped': 'a webhook endpoint that is told nothing any more',
}

const paths: Record<Notice['subject'], (id: string) => string> = {
  referral: (id) => `/referrals/${id}`,
  case: (id) => `/cases/${id}`,
  meeting: (id) => `/meetings/${id}`,
  invitation: () => '/',
  calendar: () => '/meetings',
  action: (id) => `/actions/${id}`,
  agreement: () => '/agreements',
  safeguarding: () => '/',
  flag: () => '/',
  system: (id) => `/systems/${id}`,
  webhook: () => '/systems/webhooks',
}

const noticeMail = (to: string, { kind, subject, subjectId }: Notice, publicUrl: string): Mail => ({
  to,
  subject: 'Something waits for you in Alongside',
  text: `There is ${words[kind]}.\n\nSign in to see it:\n${publicUrl}${paths[subject](subjectId)}\n\nFor everyone’s safety this mail says no more than that.`,
})

export const invitationMail = (to: string, token: string, publicUrl: string): Mail => ({
  to,
  subject: 'You are invited to Alongside',
  text: `You have been given a place in a partnership on Alongside.\n\nChoose a password within 14 days:\n${publicUrl}/invitation#${token}\n\nIf you did not expect this, you need do nothing.`,
})

/** CNF-1: to somebody outside, the link alone. */
export const releaseMail = (to: string, token: string, publicUrl: string): Mail => ({
  to,
  subject: 'A document for you',
  text: `There is a document for you. It can be fetched once, within ${releaseDays} days:\n${publicUrl}/released-copies/${token}\n\nIf you did not expect this, you need do nothing.\n\nFor everyone’s safety this mail says no more than that.`,
})
