import { Choice } from './scalars.ts'

export const roles = [
  'platform-administrator',
  'coordinator',
  'chair',
  'lead-member',
  'secondary-member',
  'practitioner',
  'guest',
  'observer',
  'steering-group',
  'machine-client',
] as const
export type Role = (typeof roles)[number]
export const RoleSchema = Choice(roles, { $id: 'Role' })

/**
 * What each permission is for. `needsStanding`: it touches case data, so the agency's charter and information
 * sharing protocol must be signed and in force first (ACC-5).
 */
export const permissions = {
  'session:own': { needsStanding: false },
  'partnership:read': { needsStanding: false },
  'agreements:read': { needsStanding: false },
  'agreements:sign': { needsStanding: false },
  'notifications:own': { needsStanding: false },
  'members:read': { needsStanding: false },
  'members:manage': { needsStanding: false },
  'platform:manage': { needsStanding: false },
  'referrals:write': { needsStanding: true },
  'referrals:read': { needsStanding: true },
  'referrals:respond': { needsStanding: true },
  'referrals:triage': { needsStanding: true },
  'cases:read': { needsStanding: true },
  'cases:record': { needsStanding: true },
  'consents:record': { needsStanding: true },
  'safeguarding:record': { needsStanding: true },
  'access:emergency': { needsStanding: true },
  'audit:read': { needsStanding: true },
  'meetings:read': { needsStanding: true },
  'items:read': { needsStanding: true },
  'items:contribute': { needsStanding: true },
  'invitation:own': { needsStanding: true },
  'meetings:contribute': { needsStanding: true },
  'meetings:reply': { needsStanding: true },
  'meetings:convene': { needsStanding: true },
  'meetings:record': { needsStanding: true },
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

const everyone = ['session:own', 'partnership:read', 'notifications:own'] as const satisfies Permission[]
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
  'safeguarding:record',
  'meetings:read',
  'meetings:contribute',
  'items:read',
  'items:contribute',
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
  'access:emergency',
  'reports:read',
  'events:read',
  'webhooks:manage',
] as const satisfies Permission[]

/** ACC-4: which role may do what at all. Which rows it may do it to is Postgres's to say (ACC-2). */
const matrix = {
  'platform-administrator': ['session:own', 'platform:manage'],
  coordinator: [
    ...member,
    'members:manage',
    'referrals:triage',
    'audit:read',
    'meetings:convene',
    'meetings:record',
    'meetings:call',
    'documents:register',
    'systems:agree',
    'monitoring:report',
    'imports:manage',
  ],
  chair: [...worker, 'access:emergency', 'meetings:record', 'meetings:call', 'reports:read'],
  'lead-member': member,
  'secondary-member': [...worker, 'meetings:reply', 'access:emergency', 'reports:read'],
  practitioner: worker,
  guest: [...everyone, 'invitation:own', 'items:read', 'items:contribute'],
  observer: [...everyone, 'invitation:own'],
  'steering-group': [...everyone, 'reports:read'],
  'machine-client': [
    'session:own',
    'partnership:read',
    'referrals:write',
    'referrals:read',
    'meetings:read',
    'items:read',
    'actions:read',
    'actions:report',
    'flags:read',
    'flags:confirm',
    'events:read',
  ],
} as const satisfies Record<Role, readonly Permission[]>

/** The permissions of a role, for a screen that shows only what can be done. */
export const permissionsOf = (role: Role): readonly Permission[] => matrix[role]

/** May this role do that at all? One look-up, closed by the matrix (ACC-4). */
export const can = (role: Role, permission: Permission): boolean => permissionsOf(role).includes(permission)

/** Who asks a rule of state, and for which agency. What the role may do at all is asked before (ACC-4). */
export interface Asking {
  role: Role | null
  agencyId: string | null
}

/** API-2: what an agency's system may be given, each a permission by its own name. The others every system has. */
export const scopes = permissionsOf('machine-client').filter(
  (permission) => !everyone.includes(permission as never),
)
export const ScopeSchema = Choice(scopes, { $id: 'Scope' })

/** GST-1: to whom is invited to one item, or to sit in, everything else does not exist: 404 rather than 403. */
export const isInvited = (role: Role): boolean => role === 'guest' || role === 'observer'

/** Why an agency may see a case (ACC-2). Every grant rests on the record named after it; an invitation's opens one agenda item alone. */
export const bases = [
  'own referral',
  'consent',
  'sharing without consent',
  'coordination',
  'emergency access',
  'invitation',
] as const
export type Basis = (typeof bases)[number]
export const BasisSchema = Choice(bases, { $id: 'SharingBasis' })
