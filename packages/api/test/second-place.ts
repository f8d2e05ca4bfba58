import type { PlacedRole } from '@alongside/shared/access'
import { addMember } from '@alongside/shared/partnerships/contract'
import { type AgencyName, emailOf, type PersonName, people } from '../src/demo/cast.ts'
import { done } from '../src/demo/found.ts'
import { callerAs } from '../src/in-process.ts'
import { openSession } from '../src/sessions/queries.ts'
import type { Eastmarsh } from './world.ts'

/** The same person in a further place, at another agency, which its lead `by` gives. */
export async function inAnotherPlace(
  { app, as, agencies, rows, services, clock, signIn }: Eastmarsh,
  who: keyof typeof people,
  agency: AgencyName,
  by: PersonName,
  role: PlacedRole = 'practitioner',
) {
  const email = emailOf(who)
  await done(as[by], addMember, {
    body: { email, name: people[who].name, agencyId: agencies[agency], role },
  })
  await signIn(email)
  const [place] = await rows<{ id: string; accountId: string; partnershipId: string }>(
    `SELECT m.id, m.account_id AS "accountId", m.partnership_id AS "partnershipId" FROM memberships m JOIN accounts a ON a.id = m.account_id
      WHERE a.email = $1 AND m.agency_id = $2 AND m.role = $3 AND m.ended_at IS NULL`,
    [email, agencies[agency], role],
  )
  const session = place && (await openSession(services.pools.identity, place.accountId, clock.now()))
  if (!session) throw new Error(`${email} has no place there`)
  const [membershipId, { partnershipId }] = [place.id, place]
  await rows(
    `UPDATE sessions SET (membership_id, idle_until, absolute_until, stepped_up_until) = ($2, '2100-01-01Z', '2100-01-01Z', '2100-01-01Z')
      WHERE id = $1`,
    [session.actor.sessionId, membershipId],
  )
  return callerAs(app, { ...session.actor, membershipId, role, partnershipId, agencyId: agencies[agency] })
}
