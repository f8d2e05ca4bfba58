import { hkdfSync } from 'node:crypto'
import { Client, escapeIdentifier } from 'pg'

/**
 * What may sign in as the running product. None owns a table, none bypasses row-level security:
 * `app` carries requests under its actor's context, `jobs` runs clocks one partnership at a time,
 * `identity` knows passwords and sessions and cannot read a case. Each is a group of the cluster that holds grants and
 * policies and cannot sign in itself; every database has a login of its own in each.
 */
export const databaseRoles = ['alongside_app', 'alongside_jobs', 'alongside_identity'] as const
export type DatabaseRole = (typeof databaseRoles)[number]

/** And of the database of keys, where there is one: the one login that reads them, writes them and takes them away. */
export const keysRole = 'alongside_keys'
type Role = DatabaseRole | typeof keysRole

/** And the group of who owns a database, so that no policy names anybody. */
const groups = ['alongside_owner', ...databaseRoles] as const

/** For each login; `lock_timeout` and the others end what a request or a clock should not wait for. */
const limits = {
  statement_timeout: '15s',
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '30s',
  timezone: 'UTC',
}

const databaseOf = (url: string) => decodeURIComponent(new URL(url).pathname.slice(1))

/** The login of that role in that database, and in no other: a database called «alongside» has none that is called like a group. */
export const loginOf = (database: string, role: Role): string =>
  `${database}_${role.slice('alongside_'.length)}_login`

/** Derived, so that every replica knows it and nothing has to store it. */
const loginPassword = (secret: string, login: string): string =>
  Buffer.from(hkdfSync('sha256', secret, '', `database login ${login}`, 24)).toString('base64url')

/** The URL of a database with that role's login, whosever it was. */
export function loginUrl(databaseUrl: string, secret: string, role: Role): string {
  const url = new URL(databaseUrl)
  const login = loginOf(databaseOf(databaseUrl), role)
  url.username = encodeURIComponent(login)
  url.password = loginPassword(secret, login)
  return url.href
}

/**
 * Why the owner cannot give the groups' rights to others, with the statement that puts it right; null when she can. From
 * Postgres 16 on a second owner in a cluster needs that of whoever made the groups.
 */
export async function whyNotPrepareRoles(
  owner: Pick<Client, 'query'>,
  given: readonly string[] = groups,
): Promise<string | null> {
  const { rows } = await owner.query<{ me: string; lacking: string[] | null }>(
    `SELECT current_user AS me, array_agg(r.rolname::text ORDER BY r.rolname) AS lacking FROM pg_roles r
      WHERE r.rolname = ANY ($1) AND current_setting('server_version_num')::int >= 160000
        AND NOT (SELECT m.rolsuper FROM pg_roles m WHERE m.rolname = current_user)
        AND NOT pg_has_role(current_user, r.oid, 'MEMBER WITH ADMIN OPTION')`,
    [given],
  )
  const [{ me, lacking } = { me: '', lacking: null }] = rows
  if (!lacking) return null
  return `The groups of this cluster were made by another owner. Let whoever made them, or a superuser, run: GRANT ${lacking.join(', ')} TO ${escapeIdentifier(me)} WITH ADMIN OPTION;`
}

/** The groups of the cluster, where they are not there yet, and the owner in hers. */
export async function prepareGroups(owner: Client, given: readonly string[] = groups): Promise<void> {
  for (const group of given) await create(owner, `CREATE ROLE ${group} NOLOGIN`)
  if (!given.includes('alongside_owner')) return
  if (!(await holds(owner, `SELECT pg_has_role(current_user, 'alongside_owner', 'USAGE') AS holds`)))
    await owner.query('GRANT alongside_owner TO CURRENT_USER')
}

/**
 * This database's own logins, which alone may connect, where they are not there yet: what is there is not touched, or one
 * database's migration would shut the replicas of another out.
 */
export async function prepareLogins(
  owner: Client,
  secret: string,
  roles: readonly Role[] = databaseRoles,
): Promise<void> {
  await owner.query('BEGIN')
  try {
    const database = owner.database ?? ''
    await owner.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${escapeIdentifier(database)} FROM PUBLIC`)
    for (const role of roles) await prepareLogin(owner, loginOf(database, role), role, secret)
    await owner.query('COMMIT')
  } catch (error) {
    await owner.query('ROLLBACK')
    throw error
  }
}

/** Until its logins are prepared again, nobody but the owner connects. */
export async function closeToLogins(owner: Client, roles: readonly Role[] = databaseRoles): Promise<void> {
  const name = owner.database ?? ''
  const database = escapeIdentifier(name)
  await owner.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${database} FROM PUBLIC`)
  for (const login of roles.map((role) => loginOf(name, role)))
    if (await holds(owner, 'SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS holds', [login]))
      await owner.query(`REVOKE CONNECT ON DATABASE ${database} FROM ${escapeIdentifier(login)}`)
}

export async function prepareRoles(owner: Client, secret: string): Promise<void> {
  await prepareGroups(owner)
  await prepareLogins(owner, secret)
}

async function prepareLogin(owner: Client, name: string, role: Role, secret: string): Promise<void> {
  const login = escapeIdentifier(name)
  if (!(await holds(owner, 'SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS holds', [name]))) {
    const password = owner.escapeLiteral(loginPassword(secret, name))
    await owner.query(`CREATE ROLE ${login} LOGIN PASSWORD ${password}`)
    for (const [setting, value] of Object.entries(limits))
      await owner.query(`ALTER ROLE ${login} SET ${setting} = '${value}'`)
  }
  if (!(await holds(owner, `SELECT pg_has_role($1, $2, 'USAGE') AS holds`, [name, role])))
    await owner.query(`GRANT ${role} TO ${login}`)
  await owner.query(`GRANT CONNECT ON DATABASE ${escapeIdentifier(owner.database ?? '')} TO ${login}`)
}

/** Gives this database's logins the passwords that follow from the secret. Who is connected stays so; who connects anew needs them. */
export async function resetPasswords(
  ownerUrl: string,
  secret: string,
  roles: readonly Role[] = databaseRoles,
): Promise<string[]> {
  const logins = roles.map((role) => loginOf(databaseOf(ownerUrl), role))
  const owner = new Client({ connectionString: ownerUrl })
  owner.on('error', () => undefined)
  await owner.connect()
  try {
    // One statement each, in one transaction: what fails leaves all as they were.
    await owner.query('BEGIN')
    for (const login of logins)
      await owner.query(
        `ALTER ROLE ${escapeIdentifier(login)} PASSWORD ${owner.escapeLiteral(loginPassword(secret, login))}`,
      )
    await owner.query('COMMIT')
  } finally {
    await owner.end()
  }
  return logins
}

/** Two migrations of one cluster may want it at once. */
async function create(owner: Client, statement: string): Promise<void> {
  await owner.query(statement).catch((error: { code?: string }) => {
    if (!['42710', '23505'].includes(error.code ?? '')) throw error
  })
}

async function holds(owner: Client, text: string, values: unknown[] = []): Promise<boolean> {
  const { rows } = await owner.query<{ holds: boolean }>(text, values)
  return rows[0]?.holds === true
}
