import { isInvited, type Role, rolesThat } from '@alongside/shared/access'
import type { partnershipEvents } from '@alongside/shared/partnerships/events'
import { roleIn } from '../access/roles.ts'
import { placeInForce } from '../access/visibility.ts'
import { issueToken } from '../accounts/tokens.ts'
import { tellLeftWork } from '../leaving/hearing.ts'
import { tellNewDeciders } from '../limits/hearing.ts'
import { coordinators, type Heard, type Hearing, leadsOf, send, tellsNobody } from '../notices/hearing.ts'
import type { Mail } from '../notices/mailer.ts'
import type { Place } from '../notices/whom.ts'
import { tellOfWhoJoins } from '../people-who-harm/told-to-look.ts'

/** Days that a guest's link waits. */
const guestDays = 14

export const partnershipHearing: Hearing<keyof typeof partnershipEvents> = {
  'agreement.published': async (heard) => {
    const { agreementVersionId: subjectId } = heard.event.data
    const { rows } = await heard.tx.$client.query<Place>(
      `SELECT m.id, m.account_id AS "accountId" FROM memberships m JOIN agreement_versions v ON v.partnership_id = m.partnership_id
        WHERE m.partnership_id = app.partnership_id() AND v.id = $2 AND v.kind <> 'meeting_confidentiality'
          AND ${roleIn(rolesThat('agreements:sign'))} AND ${placeInForce('$1')}`,
      [heard.now, subjectId],
    )
    await send(heard, rows, { kind: 'agreement_to_sign', subjectId })
  },
  'agreement.signed': tellsNobody,
  'place.offered': async (heard) => {
    const { tx, services, event } = heard
    const { rows } = await tx.$client.query<{ id: string; email: string; expires_at: string }>(
      `SELECT id, email, expires_at FROM place_offers
        WHERE partnership_id = app.partnership_id() AND id = $1 AND ended_at IS NULL`,
      [event.data.offerId],
    )
    const [offer] = rows
    if (!offer) return
    const token = await issueToken(
      tx.$client,
      { kind: 'invitation', email: offer.email, offerId: offer.id, until: offer.expires_at },
      heard.now,
    )
    await services.postMail(tx, {
      ...offerMail(offer.email, token, services.config.PUBLIC_URL),
      offer: { partnershipId: event.partnership_id, offerId: offer.id },
    })
  },
  'membership.added': async (heard) => {
    const place = await placeOf(heard)
    if (!place) return
    if (isInvited(place.role)) await letIn(heard, place)
    else await tellOthers(heard, place, [place.account_id], 'place_taken')
    await tellOfWhoJoins(heard, place.name)
  },
  'membership.ended': async (heard) => {
    const place = await placeOf(heard)
    if (!place) return
    const { tx, services } = heard
    await services.postMail(tx, endMail(place.email))
    await tellOthers(heard, place, [place.account_id, place.ended_by], 'place_ended')
    await tellLeftWork(heard, place.agency_id)
    await tellNewDeciders(heard)
  },
}

interface PlaceOf {
  account_id: string
  agency_id: string
  role: Role
  ended_by: string | null
  email: string
  name: string
  invited: boolean
}

async function placeOf({ tx, event }: Heard<'membership.added' | 'membership.ended'>) {
  const { rows } = await tx.$client.query<PlaceOf>(
    `SELECT m.account_id, m.agency_id, m.role, m.ended_by, a.email, a.name, a.invited
      FROM memberships m JOIN accounts a ON a.id = m.account_id
      WHERE m.partnership_id = app.partnership_id() AND m.id = $1`,
    [event.data.membershipId],
  )
  return rows[0]
}

/** ACC-10: no place comes or goes unseen by those who answer for the agency, and by the coordinator. */
async function tellOthers(
  heard: Heard<'membership.added' | 'membership.ended'>,
  { agency_id }: PlaceOf,
  know: readonly (string | null)[],
  kind: 'place_taken' | 'place_ended',
): Promise<void> {
  const others = [...(await leadsOf(heard, [agency_id])), ...(await coordinators(heard))]
  await send(
    heard,
    others.filter(({ accountId }) => !know.includes(accountId)),
    { kind, subjectId: heard.event.data.membershipId },
  )
}

/** A guest's place is there already; without a password she chooses one by mail. */
async function letIn(heard: Heard<'membership.added'>, { email, invited }: PlaceOf) {
  if (!invited) return
  const { tx, services, now } = heard
  const until = new Date(Date.parse(now) + guestDays * 86_400_000).toISOString()
  const token = await issueToken(tx.$client, { kind: 'invitation', email, until }, now)
  await services.postMail(tx, guestMail(email, token, services.config.PUBLIC_URL))
}

const offerMail = (to: string, token: string, publicUrl: string): Mail => ({
  to,
  subject: 'You are invited to Alongside',
  text: `You are asked to take a place in a partnership on Alongside.\n\nSee where, and say yes or no, within 14 days:\n${publicUrl}/invitation#${token}\n\nIf you did not expect this, you need do nothing.`,
})

const guestMail = (to: string, token: string, publicUrl: string): Mail => ({
  to,
  subject: 'You are invited to Alongside',
  text: `You are invited to a meeting on Alongside.\n\nChoose a password within 14 days:\n${publicUrl}/invitation#${token}\n\nIf you did not expect this, you need do nothing.`,
})

const endMail = (to: string): Mail => ({
  to,
  subject: 'A place of yours in Alongside has ended',
  text: 'A place that you had in an agency on Alongside has ended, and with it what you were signed in to for that agency.\n\nIf you did not expect this, ask whoever leads the agency.',
})
