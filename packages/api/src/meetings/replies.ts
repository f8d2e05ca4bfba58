import { rolesThat } from '@alongside/shared/access'
import type { Body } from '@alongside/shared/contract'
import type { replyToMeeting } from '@alongside/shared/meetings/contract'
import type { AgencyReplies, MeetingReplies } from '@alongside/shared/meetings/schema'
import { Refusal } from '@alongside/shared/problems'
import { roleIn } from '../access/roles.ts'
import { placeInForce } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'
import { meetingReplies } from '../db/tables/meetings.ts'
import type { Member } from '../http/actor.ts'
import { newId } from '../ids.ts'

/** To the date that the meeting has now; replies to earlier dates stay beside it. */
export async function answerMeeting(
  tx: Tx,
  { accountId, agencyId }: Member,
  { id: meetingId, startsAt }: { id: string; startsAt: string },
  { answer, reason: given }: Body<typeof replyToMeeting>,
  now: string,
): Promise<void> {
  const reason = given ?? null
  const { meetingId: meeting, startsAt: date, accountId: account, agencyId: agency } = meetingReplies
  await tx
    .insert(meetingReplies)
    .values({ id: newId(), meetingId, startsAt, accountId, agencyId, answer, reason, at: now })
    .onConflictDoUpdate({
      target: [meetingReplies.partnershipId, meeting, date, account, agency],
      set: { answer, reason, at: now },
    })
}

type MemberReply = AgencyReplies['members'][number] & Pick<AgencyReplies, 'agencyId' | 'agencyName'>

/** Everyone who is asked, agency by agency, with what they said. @throws Refusal not_found */
export async function readReplies(tx: Tx, meetingId: string, now: string): Promise<MeetingReplies> {
  const [found, asked, earlier] = await Promise.all([
    tx.$client.query('SELECT FROM meetings WHERE partnership_id = app.partnership_id() AND id = $1', [
      meetingId,
    ]),
    tx.$client.query<MemberReply>({
      name: 'meeting-replies',
      text: `SELECT DISTINCT ON (g.name, g.id, a.name, a.id) g.id AS "agencyId", g.name AS "agencyName",
          a.id AS "accountId", a.name, r.answer, r.reason, r.at
        FROM meetings m
        JOIN memberships b ON b.partnership_id = m.partnership_id AND ${roleIn(rolesThat('meetings:reply'), 'b.role')}
          AND ${placeInForce('$2', 'b')}
        JOIN accounts a ON a.id = b.account_id
        JOIN agencies g ON g.partnership_id = b.partnership_id AND g.id = b.agency_id
        LEFT JOIN meeting_replies r ON r.partnership_id = m.partnership_id AND r.meeting_id = m.id
          AND r.starts_at = m.starts_at AND r.account_id = a.id AND r.agency_id = g.id
        WHERE m.partnership_id = app.partnership_id() AND m.id = $1
        ORDER BY g.name, g.id, a.name, a.id`,
      values: [meetingId, now],
    }),
    tx.$client.query<MeetingReplies['earlier'][number]>({
      name: 'earlier-replies',
      text: `SELECT r.starts_at AS "startsAt", a.name, g.name AS "agencyName", r.answer, r.at
        FROM meetings m
        JOIN meeting_replies r ON r.partnership_id = m.partnership_id AND r.meeting_id = m.id AND r.starts_at <> m.starts_at
        JOIN accounts a ON a.id = r.account_id
        JOIN agencies g ON g.partnership_id = r.partnership_id AND g.id = r.agency_id
        WHERE m.partnership_id = app.partnership_id() AND m.id = $1 ORDER BY r.starts_at DESC, g.name, a.name LIMIT 500`,
      values: [meetingId],
    }),
  ])
  if (!found.rowCount) throw new Refusal('not_found')
  return { agencies: byAgency(asked.rows), earlier: earlier.rows }
}

const byAgency = (replies: readonly MemberReply[]): AgencyReplies[] =>
  [...Map.groupBy(replies, ({ agencyId }) => agencyId)].map(([agencyId, members]) => ({
    agencyId,
    agencyName: members[0]?.agencyName ?? '',
    answer: members.some(({ answer }) => answer === 'can_come')
      ? 'can_come'
      : members.some(({ answer }) => answer === 'cannot_come')
        ? 'cannot_come'
        : 'not_answered',
    members: members.map(({ accountId, name, answer, reason, at }) => ({
      accountId,
      name,
      answer,
      reason,
      at,
    })),
  }))
