import { can, isInvited, rolesBy } from '@alongside/shared/access'
import * as contract from '@alongside/shared/attendance/contract'
import {
  attendanceFault,
  whyNotBeInRoom,
  whyNotMarkAttendance,
  whyNotRecordSignature,
} from '@alongside/shared/attendance/rules'
import { whyNotInMeeting } from '@alongside/shared/meetings/rules'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { placeInForce } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import { operations } from '../http/operation.ts'
import { newId } from '../ids.ts'
import { confidentialityAgreement, localToday, lockMeeting } from '../meetings/queries.ts'
import { isAgency } from '../partnerships/queries.ts'
import { comeIn, holdLatestStay, type Place, putRight, strike } from './presence.ts'
import { readMeetingAttendance, readYear } from './queries.ts'

/** MTG-6: who attends for each agency, on paper too; apologies; the year at a glance. */
export const attendanceRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.readAttendance, async ({ tx, params }) => ({
    reply: await readMeetingAttendance(tx, params.meetingId),
    audit: { subjectId: params.meetingId },
  }))

  query(contract.readAttendanceYear, async ({ tx, now }) => ({
    reply: await readYear(tx, await localToday(tx, now)),
  }))

  command(contract.recordPaperSignature, async ({ tx, actor, params, body, now }) => {
    const meeting = await lockMeeting(tx, params.meetingId)
    if (body.signedAt > now)
      throw new Refusal('request.invalid', [
        { pointer: '/signedAt', code: 'invalid', detail: 'has not come yet' },
      ])
    const signer = await signerOf(tx, meeting.id, body.membershipId)
    const refused = whyNotRecordSignature(signer, actor)
    if (refused) throw new Refusal(refused)
    const { accountId, agencyId } = signer
    const agreement = await confidentialityAgreement(tx, await localToday(tx, body.signedAt))
    await tx.$client.query(
      `INSERT INTO meeting_signatures (id, meeting_id, account_id, agency_id, agreement_version_id, signed_at, recorded_by, kept_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (partnership_id, meeting_id, account_id, agency_id) DO NOTHING`,
      [newId(), meeting.id, accountId, agencyId, agreement.id, body.signedAt, actor.accountId, body.keptAt],
    )
    return {
      reply: await readMeetingAttendance(tx, meeting.id),
      audit: { subjectId: body.membershipId },
      events: [],
    }
  })

  command(contract.enterRoom, async ({ tx, actor, params, now }) => {
    const place = await placeInRoom(tx, actor, params.meetingId)
    await comeIn(tx, { ...place, invited: isInvited(actor.role), from: now, recordedBy: null })
    return { reply: shown(await standingStay(tx, place)), audit: { subjectId: params.meetingId }, events: [] }
  })

  command(contract.leaveRoom, async ({ tx, actor, params, now }) => {
    const place = await placeInRoom(tx, actor, params.meetingId)
    const { id, until } = await standingStay(tx, place)
    if (until === null) await putRight(tx, id, { untilAt: now })
    return { reply: shown(await standingStay(tx, place)), audit: { subjectId: params.meetingId }, events: [] }
  })

  command(contract.markAttendance, async ({ tx, actor, params, body, now }) => {
    const meeting = await lockMeeting(tx, params.meetingId)
    const refused = whyNotMarkAttendance(meeting)
    if (refused) throw new Refusal(refused)
    const { accountId, agencyId, mark, at } = body
    const place = { meetingId: meeting.id, accountId, agencyId }
    const invited = await signedAsInvited(tx, place)
    const stay = mark === 'came' ? await holdLatestStay(tx, place) : await standingStay(tx, place)
    const cameAt = mark === 'left' ? (stay?.from ?? null) : null
    const fault =
      mark === 'was_not_here' ? null : attendanceFault(at, { openedAt: meeting.openedAt, cameAt, now })
    if (fault) throw new Refusal('request.invalid', [fault])
    const recordedBy = actor.accountId
    if (mark === 'was_not_here') await strike(tx, place, now)
    else if (mark === 'left' && stay) await putRight(tx, stay.id, { untilAt: at, recordedBy })
    else if (stay && stay.until === null) await putRight(tx, stay.id, { fromAt: at, recordedBy })
    else await comeIn(tx, { ...place, invited, from: at, recordedBy })
    return {
      reply: await readMeetingAttendance(tx, meeting.id),
      audit: { subjectId: meeting.id },
      events: [],
    }
  })

  command(contract.giveApologies, async ({ tx, actor, params, body, now }) => {
    const agencyId = await agencyFor(tx, actor, params.meetingId, body.agencyId)
    await tx.$client.query(
      `INSERT INTO apologies (id, meeting_id, agency_id, reason, given_by, given_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [newId(), params.meetingId, agencyId, body.reason ?? null, actor.accountId, now],
    )
    return {
      reply: await readMeetingAttendance(tx, params.meetingId),
      audit: { subjectId: params.meetingId },
      events: [],
    }
  })

  command(contract.withdrawApologies, async ({ tx, actor, params, body, now }) => {
    const agencyId = await agencyFor(tx, actor, params.meetingId, body.agencyId)
    await tx.$client.query(
      `UPDATE apologies SET withdrawn_at = $3 WHERE partnership_id = app.partnership_id() AND meeting_id = $1 AND agency_id = $2
        AND withdrawn_at IS NULL`,
      [params.meetingId, agencyId, now],
    )
    return {
      reply: await readMeetingAttendance(tx, params.meetingId),
      audit: { subjectId: params.meetingId },
      events: [],
    }
  })
}

/** The actor's own place in a meeting that runs. @throws Refusal not_found · meeting.confidentiality_unsigned · meeting.wrong_state */
async function placeInRoom(tx: Tx, { accountId, agencyId }: Member, meetingId: string): Promise<Place> {
  const refused = whyNotBeInRoom(await lockMeeting(tx, meetingId))
  if (refused) throw new Refusal(refused)
  return { meetingId, accountId, agencyId }
}

const shown = ({ from, until }: { from: string; until: string | null }) => ({ from, until })

/** @throws Refusal attendance.not_here */
async function standingStay(tx: Tx, place: Place) {
  const stay = await holdLatestStay(tx, place)
  if (!stay) throw new Refusal('attendance.not_here')
  return stay
}

/** Whether who signed came by an invitation. @throws Refusal attendance.not_signed */
async function signedAsInvited(tx: Tx, { meetingId, accountId, agencyId }: Place): Promise<boolean> {
  const { rows } = await tx.$client.query<{ invited: boolean }>({
    name: 'signed-as-invited',
    text: `SELECT EXISTS (SELECT FROM guest_invitations v JOIN memberships p ON p.partnership_id = v.partnership_id AND p.id = v.membership_id
          AND p.account_id = s.account_id AND p.agency_id = s.agency_id
        WHERE v.partnership_id = s.partnership_id AND v.meeting_id = s.meeting_id) AS invited
      FROM meeting_signatures s WHERE s.partnership_id = app.partnership_id() AND s.meeting_id = $1 AND s.account_id = $2 AND s.agency_id = $3`,
    values: [meetingId, accountId, agencyId],
  })
  const [signed] = rows
  if (!signed) throw new Refusal('attendance.not_signed')
  return signed.invited
}

/** A member in force, or someone invited to this very meeting. @throws Refusal reference.unknown */
async function signerOf(tx: Tx, meetingId: string, membershipId: string) {
  const { rows } = await tx.$client.query<{ accountId: string; agencyId: string }>(
    `SELECT m.account_id AS "accountId", m.agency_id AS "agencyId" FROM memberships m
      WHERE m.partnership_id = app.partnership_id() AND m.id = $1 AND ${placeInForce('app.moment()')}
        AND (m.role <> ALL ($3) OR EXISTS (SELECT FROM guest_invitations v
          WHERE v.partnership_id = m.partnership_id AND v.membership_id = m.id AND v.meeting_id = $2))`,
    [membershipId, meetingId, rolesBy('invitation')],
  )
  const [signer] = rows
  if (signer) return signer
  throw new Refusal('reference.unknown', [
    { pointer: '/membershipId', code: 'unknown', detail: 'is nobody who could sign for this meeting' },
  ])
}

/** One's own agency; the coordinator's choice of any. @throws Refusal access.not_permitted · meeting.wrong_state · reference.unknown */
async function agencyFor(tx: Tx, actor: Member, meetingId: string, asked = actor.agencyId): Promise<string> {
  const { state } = await lockMeeting(tx, meetingId)
  if (asked !== actor.agencyId && !can(actor.role, 'meetings:convene'))
    throw new Refusal('access.not_permitted')
  const refused = whyNotInMeeting('arrange', state)
  if (refused) throw new Refusal(refused)
  if (await isAgency(tx, asked)) return asked
  throw new Refusal('reference.unknown', [
    { pointer: '/agencyId', code: 'unknown', detail: 'is not an agency of this partnership' },
  ])
}
