import type { Permission, Role } from '@alongside/shared/access'

/** Who asks, and as whom: the claims of the access token, confirmed against the database in every transaction (app.enter). */
export interface Actor {
  sessionId: string
  accountId: string
  role: Role
  membershipId: string | null
  partnershipId: string | null
  agencyId: string | null
  /** API-2: what an agency's system is narrowed to. A person has no such limits; a system without them may do nothing. */
  limits?: Limits
}

interface Limits {
  scopes: readonly Permission[]
  /** CIDR blocks that its calls may come from; none: anywhere. */
  addresses: readonly string[]
}

/** An actor inside a partnership: what every handler but the platform's works with. */
export interface Member extends Actor {
  membershipId: string
  partnershipId: string
  agencyId: string
}
