/**
 * What each permission is for. `needsStanding`: it touches case data, so the agency's charter and information
 * sharing protocol must be signed and in force first (ACC-5).
 */
export const permissions = {
  'session:own': { needsStanding: false },
  'session:step_up': { needsStanding: false },
  'partnership:read': { needsStanding: false },
  'agreements:read': { needsStanding: false },
  'agreements:sign': { needsStanding: false },
  'notifications:own': { needsStanding: false },
  'members:read': { needsStanding: false },
  'members:manage': { needsStanding: false },
  'members:place': { needsStanding: false },
  'work:hand_over': { needsStanding: true },
  'on_call:keep': { needsStanding: false },
  'front_doors:keep': { needsStanding: false },
  'legal_facts:keep': { needsStanding: false },
  'platform:manage': { needsStanding: false },
  'referrals:write': { needsStanding: true },
  'referrals:read': { needsStanding: true },
  'referrals:respond': { needsStanding: true },
  'referrals:triage': { needsStanding: true },
  'cases:read': { needsStanding: true },
  'cases:record': { needsStanding: true },
  'consents:record': { needsStanding: true },
  'limits:record': { needsStanding: true },
  'conflicts:answer': { needsStanding: true },
  'conflicts:close': { needsStanding: true },
  'safeguarding:record': { needsStanding: true },
  'safeguarding:answer': { needsStanding: true },
  'access:emergency': { needsStanding: true },
  'access:review': { needsStanding: true },
  'audit:read': { needsStanding: true },
  'readings:answer': { needsStanding: true },
  'meetings:read': { needsStanding: true },
  'items:read': { needsStanding: true },
  'items:contribute': { needsStanding: true },
  'invitation:own': { needsStanding: true },
  'meetings:contribute': { needsStanding: true },
  'meetings:reply': { needsStanding: true },
  'meetings:convene': { needsStanding: true },
  'meetings:record': { needsStanding: true },
  'items:chair': { needsStanding: true },
  'meetings:call': { needsStanding: true },
  'flags:read': { needsStanding: true },
  'flags:confirm': { needsStanding: true },
  'documents:read': { needsStanding: true },
  'documents:register': { needsStanding: true },
  'imports:manage': { needsStanding: true },
  'actions:read': { needsStanding: true },
  'actions:report': { needsStanding: true },
  'monitoring:read': { needsStanding: true },
  'monitoring:report': { needsStanding: true },
  'reports:read': { needsStanding: true },
  'systems:read': { needsStanding: true },
  'systems:manage': { needsStanding: true },
  'systems:agree': { needsStanding: true },
  'events:read': { needsStanding: true },
  'webhooks:manage': { needsStanding: true },
} as const satisfies Record<string, { needsStanding: boolean }>
export type Permission = keyof typeof permissions

const everyone = [
  'session:own',
  'session:step_up',
  'partnership:read',
  'notifications:own',
] as const satisfies Permission[]
const worker = [
  ...everyone,
  'agreements:read',
  'members:read',
  'referrals:write',
  'referrals:read',
  'referrals:respond',
  'cases:read',
  'cases:record',
  'consents:record',
  'limits:record',
  'safeguarding:record',
  // SAF-1: also who is told, where the agency is the front door.
  'safeguarding:answer',
  'access:emergency',
  'meetings:read',
  'meetings:contribute',
  'items:read',
  'items:contribute',
  // ACC-9: as a deputy, where she is named one: whyNotChair decides, and of an emergency’s meeting `runs` and `namesDeputy`.
  'items:chair',
  'documents:read',
  'actions:read',
  'actions:report',
  'flags:read',
  'flags:confirm',
  'monitoring:read',
  'systems:read',
  'systems:manage',
] as const satisfies Permission[]
const member = [
  ...worker,
  'meetings:reply',
  'agreements:sign',
  'members:place',
  'work:hand_over',
  'conflicts:answer',
  'conflicts:close',
  'on_call:keep',
  'legal_facts:keep',
  'reports:read',
  'events:read',
  'webhooks:manage',
] as const satisfies Permission[]

/** What a role is, beside what it may do. */
interface RoleFacts {
  label: string
  /** How one comes by it: with a place in an agency, by an invitation, by a system’s credentials, with the deployment. */
  comesBy: 'place' | 'invitation' | 'credentials' | 'deployment'
  /** Runs the partnership for everybody. */
  coordinates?: true
  /** ACC-10: a place in the coordinating agency, and in no other. */
  onlyWhereCoordinated?: true
  /** In the chair of its meetings. */
  chairs?: true
  /** Sees what is open to coordination (ACC-2). */
  seesByCoordination?: true
  /** Stands for its agency at a meeting (MTG-6), and towards the partnership. */
  leads?: true
  /** Is told what concerns its agency. */
  hearsForAgency?: true
  comesToMeetings?: true
  /** Sees the cases that are shared with its agency, once the agreements are signed. */
  seesCases?: true
  /** ACC-4: what it may do at all. Which rows it may do it to is Postgres's to say (ACC-2). */
  permissions: readonly Permission[]
}

/** Every role, and all that follows from having it. No other place lists roles. */
export const roleFacts = {
  platform_administrator: {
    label: 'Platform administrator',
    comesBy: 'deployment',
    permissions: ['session:own', 'session:step_up', 'platform:manage'],
  },
  coordinator: {
    label: 'Coordinator',
    comesBy: 'place',
    coordinates: true,
    onlyWhereCoordinated: true,
    seesByCoordination: true,
    leads: true,
    hearsForAgency: true,
    comesToMeetings: true,
    seesCases: true,
    permissions: [
      ...member,
      'members:manage',
      'front_doors:keep',
      'referrals:triage',
      'audit:read',
      'access:review',
      'readings:answer',
      'meetings:convene',
      'meetings:record',
      'meetings:call',
      'documents:register',
      'systems:agree',
      'monitoring:report',
      'imports:manage',
    ],
  },
  chair: {
    label: 'Chair',
    comesBy: 'place',
    chairs: true,
    onlyWhereCoordinated: true,
    seesByCoordination: true,
    comesToMeetings: true,
    seesCases: true,
    permissions: [
      ...worker,
      'conflicts:close',
      'access:review',
      'readings:answer',
      'meetings:record',
      'meetings:call',
      'reports:read',
    ],
  },
  lead_member: {
    label: 'Lead member',
    comesBy: 'place',
    leads: true,
    hearsForAgency: true,
    comesToMeetings: true,
    seesCases: true,
    permissions: member,
  },
  secondary_member: {
    label: 'Secondary member',
    comesBy: 'place',
    hearsForAgency: true,
    comesToMeetings: true,
    seesCases: true,
    permissions: [...worker, 'meetings:reply', 'members:place', 'work:hand_over', 'reports:read'],
  },
  practitioner: { label: 'Practitioner', comesBy: 'place', seesCases: true, permissions: worker },
  guest: {
    label: 'Guest',
    comesBy: 'invitation',
    permissions: [...everyone, 'invitation:own', 'items:read', 'items:contribute'],
  },
  observer: { label: 'Observer', comesBy: 'invitation', permissions: [...everyone, 'invitation:own'] },
  steering_group: {
    label: 'Steering group',
    comesBy: 'place',
    onlyWhereCoordinated: true,
    permissions: [...everyone, 'reports:read'],
  },
  machine_client: {
    label: 'Case system',
    comesBy: 'credentials',
    seesCases: true,
    permissions: [
      'session:own',
      'partnership:read',
      'referrals:write',
      'referrals:read',
      'limits:record',
      'meetings:read',
      'items:read',
      'actions:read',
      'actions:report',
      'flags:read',
      'flags:confirm',
      'events:read',
    ],
  },
} as const satisfies Record<string, RoleFacts>
export type Role = keyof typeof roleFacts
export const roles = Object.keys(roleFacts) as Role[]

const factsOf = (role: Role): RoleFacts => roleFacts[role]

/** What is true of some roles and not of others. */
export type RoleFact = {
  [F in keyof RoleFacts]-?: true extends RoleFacts[F] ? F : never
}[keyof RoleFacts]
export const isTrueOf = (fact: RoleFact, role: Role | null | undefined): boolean =>
  role != null && factsOf(role)[fact] === true
export const rolesWhere = (fact: RoleFact): Role[] => roles.filter((role) => isTrueOf(fact, role))

/** The roles that one comes by in a way. */
type RolesBy<W extends RoleFacts['comesBy']> = {
  [R in Role]: (typeof roleFacts)[R] extends { comesBy: W } ? R : never
}[Role]
export const rolesBy = <W extends RoleFacts['comesBy']>(way: W): RolesBy<W>[] =>
  roles.filter((role) => factsOf(role).comesBy === way) as RolesBy<W>[]

export type PlacedRole = RolesBy<'place'>
/** What somebody is given where nothing else is said. */
export const usualRole = 'practitioner' satisfies PlacedRole

/**
 * ACC-7, ACC-11: who looks at what somebody did. Nobody looks at her own: at what the coordinating agency's people did the
 * chair, at what the chair and everybody else did the coordinator.
 */
export const isForChair = (by: { role: Role | null; ofCoordinatingAgency: boolean }): boolean =>
  by.ofCoordinatingAgency && !isTrueOf('chairs', by.role)

export const coordinates = (role: Role | null): boolean => isTrueOf('coordinates', role)
/** API-2: an agency's system, and nobody in person. */
export const isSystem = (role: Role): boolean => factsOf(role).comesBy === 'credentials'
/** GST-1: to whom is invited to one item, or to sit in, everything else does not exist: 404 rather than 403. */
export const isInvited = (role: Role): boolean => factsOf(role).comesBy === 'invitation'

/** The permissions of a role, for a screen that shows only what can be done. */
export const permissionsOf = (role: Role): readonly Permission[] => factsOf(role).permissions

/** May this role do that at all? One look-up, closed by the table (ACC-4). */
export const can = (role: Role, permission: Permission): boolean => permissionsOf(role).includes(permission)
export const rolesThat = (permission: Permission): Role[] => roles.filter((role) => can(role, permission))

/** Who asks a rule of state, and for which agency. What the role may do at all is asked before (ACC-4). */
export interface Asking {
  role: Role | null
  agencyId: string | null
}

/** API-2: what an agency's system may be given, each a permission by its own name. The others every system has. */
export const scopes = permissionsOf('machine_client').filter(
  (permission) => !everyone.includes(permission as never),
)

/** Why an agency may see a case (ACC-2). Every grant rests on the record named after it; an invitation's opens one agenda item alone. */
export const bases = [
  'own_referral',
  'consent',
  'without_consent',
  'coordination',
  'emergency_access',
  'invitation',
] as const
export type Basis = (typeof bases)[number]
