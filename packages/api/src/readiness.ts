import { Client } from 'pg'
import { Advice } from './advice.ts'
import type { Config } from './config.ts'
import { whyNotDirect, whyNotForRequests, whyNotTheSame } from './db/addresses.ts'
import { keyOfDatabase, keysAtHand, openVault, wordsForWrongKey } from './db/key-check.ts'
import { pairOf, whereKeysAre } from './db/keys-database.ts'
import { migrations } from './db/migration-files.ts'
import { type DatabaseRole, databaseRoles, keysRole, loginOf, loginUrl } from './db/roles.ts'
import { differsFromApplied, schemaVersions, whyNotServed } from './db/schema-versions.ts'
import { withClient } from './db/with-client.ts'
import { whyNotByLedger } from './disposal/destroy.ts'
import { kindOf } from './log.ts'
import { directUrl, faultsOfSettings, isKey } from './settings.ts'
import { Vault } from './vault.ts'

/** All that keeps `serve` from starting, a sentence each; whoever starts it puts right what it says, once. */
export class NotReady extends Advice {
  constructor(reasons: readonly string[]) {
    super(['Alongside does not start:', ...reasons.map((reason) => `- ${reason}.`)].join('\n'))
  }
}

export async function whyNotServe(config: Config): Promise<string[]> {
  const settings = faultsOfSettings(config)
  const known = config.DATABASE_URL !== '' && config.ROLE_SECRET !== ''
  if (!known) return settings
  const faults = await faultsOfDatabase(config)
  if (faults.length > 0) return [...settings, ...faults]
  const faultsBeside = [...(await faultsOfAddresses(config)), ...(await faultsOfKeys(config))]
  return [...settings, ...(faultsBeside.length > 0 ? faultsBeside : await faultsOfLedger(config))]
}

/** Of the way to it, where it lets us in: what a pooler between the two does not keep. */
async function faultsOfAddresses(config: Config): Promise<string[]> {
  const url = loginUrl(config.DATABASE_URL, config.ROLE_SECRET, 'alongside_app')
  const direct = loginUrl(directUrl(config), config.ROLE_SECRET, 'alongside_app')
  const looks = [
    () => whyNotForRequests(url),
    () => whyNotDirect(direct),
    ...(direct === url ? [] : [() => whyNotTheSame(url, direct)]),
  ]
  const faults = await Promise.all(
    looks.map((look) => look().catch((error) => `DATABASE_DIRECT_URL cannot be reached (${kindOf(error)})`)),
  )
  return [...new Set(faults.filter((fault) => fault !== null))]
}

/** Of the database of keys: it is there where one is needed, it is this one's, and its login is above nothing. */
export async function faultsOfKeys(
  config: Pick<Config, 'DATABASE_URL' | 'KEYS_DATABASE_URL' | 'ROLE_SECRET'>,
): Promise<string[]> {
  const url = loginUrl(config.DATABASE_URL, config.ROLE_SECRET, 'alongside_app')
  const { pair, since } = await withClient(url, whereKeysAre)
  if (!config.KEYS_DATABASE_URL)
    return since === null
      ? []
      : ['KEYS_DATABASE_URL is missing: the keys of this database’s cases are kept in another']
  if (pair === null)
    return [
      'KEYS_DATABASE_URL is set, and this database knows of none: run `migrate` with KEYS_DATABASE_OWNER_URL',
    ]
  const connectionString = loginUrl(config.KEYS_DATABASE_URL, config.ROLE_SECRET, keysRole)
  return whileConnected(connectionString, keysRole, async (client) =>
    (await pairOf(client)) === pair
      ? faultsOf(client)
      : [
          'The database of KEYS_DATABASE_URL does not hold the keys of this one. Give the one that does, or `restore` both',
        ],
  )
}

/** Where all else is well: what was disposed of stays gone. */
async function faultsOfLedger(config: Config): Promise<string[]> {
  const url = loginUrl(config.DATABASE_URL, config.ROLE_SECRET, 'alongside_app')
  const keysUrl = config.KEYS_DATABASE_URL && loginUrl(config.KEYS_DATABASE_URL, config.ROLE_SECRET, keysRole)
  const fault = await withClient(url, async (first) => {
    const vault = await openVault(first, keysAtHand(config))
    if (!(vault instanceof Vault)) return null
    const look = (keys: Client | null) =>
      whyNotByLedger({ first, keys, ledger: config.DISPOSAL_LEDGER, vault })
    return keysUrl ? withClient(keysUrl, look) : look(null)
  })
  return fault ? [fault] : []
}

type Served = Pick<Config, 'DATABASE_URL' | 'ROLE_SECRET' | 'MASTER_KEY' | 'MASTER_KEY_OLD'>

interface Login {
  above: boolean
  owns: boolean
  standby: boolean
}

/** Of its logins, and of what is in it, as they find it. */
export async function faultsOfDatabase(config: Served): Promise<string[]> {
  const faults = await Promise.all(databaseRoles.map((role) => faultsOfLogin(config, role)))
  return [...new Set(faults.flat())]
}

const faultsOfLogin = (config: Served, role: DatabaseRole): Promise<string[]> =>
  whileConnected(loginUrl(config.DATABASE_URL, config.ROLE_SECRET, role), role, async (client) => {
    const faults = await faultsOf(client)
    return role === 'alongside_app' ? [...faults, ...(await faultsOfContent(client, config))] : faults
  })

async function whileConnected(
  connectionString: string,
  role: DatabaseRole | typeof keysRole,
  look: (client: Client) => Promise<string[]>,
): Promise<string[]> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await look(client)
  } catch (error) {
    return [wordsForNoConnection(client, error, role)]
  } finally {
    await client.end().catch(() => undefined)
  }
}

function wordsForNoConnection(
  { host, database }: Client,
  error: unknown,
  role: DatabaseRole | typeof keysRole,
): string {
  const code = kindOf(error)
  const login = loginOf(database ?? '', role)
  if (code === '28P01' || code === '28000')
    return `The database ${database} at ${host} does not let ${login} in. Run \`migrate\`, which makes that login, or give the ROLE_SECRET that it was made with (\`roles reset\` sets another)`
  if (code === '42501') return `${login} lacks rights in the database ${database}. Run \`doctor\``
  return `The database ${database} at ${host} cannot be reached (${code})`
}

/** Of whoever is signed in there. */
async function faultsOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<Login>(
    `SELECT pg_is_in_recovery() AS standby,
        EXISTS (SELECT FROM pg_roles r WHERE (r.rolsuper OR r.rolbypassrls) AND pg_has_role(session_user, r.oid, 'MEMBER')) AS above,
        EXISTS (SELECT FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace IN
          (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'pgboss', 'deployment', 'keys')) AND pg_has_role(session_user, c.relowner, 'MEMBER')) AS owns`,
  )
  const [login] = rows
  return [
    ...(login?.above
      ? [`The login ${client.user} is a superuser or bypasses row-level security: no policy would hold`]
      : []),
    ...(login?.owns ? [`The login ${client.user} owns tables: it could take their policies away`] : []),
    ...(login?.standby
      ? ['The database is a standby, which takes no writes: give the address of the primary']
      : []),
  ]
}

async function faultsOfContent(client: Client, config: Served): Promise<string[]> {
  const keys = keysAtHand(config)
  const applied = await schemaVersions(client)
  const last = applied.at(-1)
  const number = whyNotServed(last)
  if (number) return [number]
  const another = isKey(config.MASTER_KEY) && (await keyOfDatabase(client, keys)) === 'another'
  const files = new Map(migrations().map(({ name, sha256 }) => [name, sha256]))
  const reworded = applied.filter(({ file, sha256 }) => files.has(file) && files.get(file) !== sha256)
  const differences = await differsFromApplied(client, applied)
  return [
    ...(another ? [await wordsForWrongKey(client, keys)] : []),
    ...reworded.map(
      ({ file }) =>
        `The database had another wording of ${file} than this build’s: start the build that made it`,
    ),
    ...(differences.length > 0
      ? [
          `The database is not as ${last?.file} left it (${differences.join(', ')}): it was changed by hand, or is a copy that is not whole`,
        ]
      : []),
  ]
}
