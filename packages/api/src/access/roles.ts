import { type Role, type RoleFact, rolesWhere } from '@alongside/shared/access'

/**
 * Conditions on a role, for statements: the table's roles as constants, which the planner knows and partial indexes match.
 */
export const roleIn = (roles: readonly Role[], column = 'm.role') => `${column} IN (${quoted(roles)})`
export const roleNotIn = (roles: readonly Role[], column = 'm.role') => `${column} NOT IN (${quoted(roles)})`
export const roleWhere = (fact: RoleFact, column = 'm.role') => roleIn(rolesWhere(fact), column)

const quoted = (roles: readonly Role[]) => roles.map((role) => `'${role}'`).join(', ')
