import type { Role } from '@alongside/shared/access'

/** Who asks, and as whom: the claims of the access token, confirmed against the database in every transaction (app.enter). */
export interface Actor {
  sessionId: string
  accountId: string
  role: Role
  membershipId: string | null
  partnershipId: string | null
  agencyId: string | null
}

/** An actor inside a partnership: what every handler but the platform's works with. */
export interface Member extends Actor {
  membershipId: string
  partnershipId: string
  agencyId: string
}
