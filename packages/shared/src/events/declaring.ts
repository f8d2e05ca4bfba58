/** Whether an event always carries an id, or may carry null in its place. */
type Carried = 'always' | 'or null'

/** An account's id names a person: it never goes outside. */
type IdsForOutside = Readonly<Record<string, Carried>> & { accountId?: never; ownerAccountId?: never }

/**
 * Who is told. Of a case, and of what hangs on one, never an agency without a grant on it, both when it happened and when
 * it is told (ACC-2). Grants of coordination and of one person do not count: they open a case to people, not to systems.
 */
export const audiences = [
  'case_agencies',
  'referral_agencies',
  'agencies_of_change',
  'agency_asked',
  'every_agency',
  'agency_with_access',
  'tested_endpoint',
] as const
export type Audience = (typeof audiences)[number]

/** What other systems hear of it. */
export interface Outside {
  ids: IdsForOutside
  toldTo: Audience
  says: string
  /** Told, and left to be read again, although the case is no longer seen: that is what it is about. */
  afterAccess?: true
  /** Told to the agency that made the referral also where she refuses that agency: it is its own record (ACC-8). */
  ownRecord?: true
  /** With it an agency may gain or lose sight of the case, which is told as an event of its own. */
  turnsAccess?: true
}

/** A type of event, as the domain in which it happens declares it. */
export interface EventDeclaration {
  /** Absent where it concerns people, not other systems. */
  outside?: Outside
  /** Ids that it carries in the house alone, beside those that go outside. */
  inside?: Readonly<Record<string, Carried>>
}

export type Events = Readonly<Record<string, EventDeclaration>>
