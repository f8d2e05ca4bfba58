import { can, rolesBy } from '@alongside/shared/access'
import * as contract from '@alongside/shared/attendance/contract'
import { whyNotRecordSignature } from '@alongside/shared/attendance/rules'
import { whyNotInMeeting } from '@alongside/shared/meetings/rules'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { placeInForce } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import { operations } from '../http/operation.ts'
import { newId } from '../ids.ts'
import { confidentialityAgreement, localToday, lockMeeting } from '../meetings/queries.ts'
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
  const { rowCount } = await tx.$client.query(
    'SELECT FROM agencies WHERE partnership_id = app.partnership_id() AND id = $1',
    [asked],
  )
  if (rowCount) return asked
  throw new Refusal('reference.unknown', [
    { pointer: '/agencyId', code: 'unknown', detail: 'is not an agency of this partnership' },
  ])
}
