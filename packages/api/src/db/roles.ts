import { hkdfSync } from 'node:crypto'

/**
 * The logins of the running product. None owns a table, none bypasses row-level security:
 * `app` carries requests under its actor's context, `jobs` runs clocks one partnership at a time,
 * `identity` knows passwords and sessions and cannot read a case.
 */
export const databaseRoles = ['alongside_app', 'alongside_jobs', 'alongside_identity'] as const
export type DatabaseRole = (typeof databaseRoles)[number]

/** The role's password, derived so that every replica knows it and nothing has to store it. */
export function rolePassword(masterKey: Buffer, role: DatabaseRole): string {
  return Buffer.from(hkdfSync('sha256', masterKey, '', `database role ${role}`, 24)).toString('base64url')
}

/** The owner's URL with the role's login in its place. */
export function roleUrl(ownerUrl: string, masterKey: Buffer, role: DatabaseRole): string {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = rolePassword(masterKey, role)
  return url.href
}
