import { randomBytes } from 'node:crypto'
import { rolesThat } from '@alongside/shared/access'
import type { partnershipEvents } from '@alongside/shared/partnerships/events'
import { roleIn } from '../access/roles.ts'
import { placeInForce } from '../access/visibility.ts'
import { newId } from '../ids.ts'
import { type Hearing, send, tellsNobody } from '../notices/hearing.ts'
import type { Mail } from '../notices/mailer.ts'
import { secretHash } from '../secret-hash.ts'

export const partnershipHearing: Hearing<keyof typeof partnershipEvents> = {
  'agreement.published': async (heard) => {
    const { agreementVersionId: subjectId } = heard.event.data
    const { rows } = await heard.tx.$client.query<{ account_id: string }>(
      `SELECT DISTINCT m.account_id FROM memberships m JOIN agreement_versions v ON v.partnership_id = m.partnership_id
        WHERE m.partnership_id = app.partnership_id() AND v.id = $2 AND v.kind <> 'meeting_confidentiality'
          AND ${roleIn(rolesThat('agreements:sign'))} AND ${placeInForce('$1')}`,
      [heard.now, subjectId],
    )
    const signers = rows.map(({ account_id }) => account_id)
    await send(heard, signers, { kind: 'agreement_to_sign', subjectId })
  },
  'agreement.signed': tellsNobody,
  'membership.added': async ({ tx, services, event, now }) => {
    const { rows } = await tx.$client.query<{ id: string; email: string; invited: boolean }>(
      `SELECT a.id, a.email, a.invited FROM memberships m JOIN accounts a ON a.id = m.account_id
        WHERE m.partnership_id = app.partnership_id() AND m.id = $1`,
      [event.data.membershipId],
    )
    const [account] = rows
    if (!account?.invited) return
    const token = randomBytes(24).toString('base64url')
    const expires = new Date(Date.parse(now) + 14 * 86_400_000).toISOString()
    await tx.$client.query(
      'INSERT INTO invitations (id, account_id, token_hash, expires_at) VALUES ($1, $2, $3, $4)',
      [newId(), account.id, secretHash(token), expires],
    )
    await services.postMail(tx, invitationMail(account.email, token, services.config.PUBLIC_URL))
  },
  'membership.ended': tellsNobody,
}

const invitationMail = (to: string, token: string, publicUrl: string): Mail => ({
  to,
  subject: 'You are invited to Alongside',
  text: `You have been given a place in a partnership on Alongside.\n\nChoose a password within 14 days:\n${publicUrl}/invitation#${token}\n\nIf you did not expect this, you need do nothing.`,
})
