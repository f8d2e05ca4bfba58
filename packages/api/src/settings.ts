import ipaddr from 'ipaddr.js'
import type { Config } from './config.ts'

type Checks = [fault: boolean, words: string][]

const said = (checks: Checks) => checks.flatMap(([fault, words]) => (fault ? [words] : []))

/** What is wrong with the settings that a command of the owner's was given. */
export const faultsForOwner = (
  config: Pick<Config, 'DATABASE_OWNER_URL' | 'MASTER_KEY' | 'MASTER_KEY_OLD' | 'ROLE_SECRET'> &
    Partial<Pick<Config, 'KEYS_DATABASE_OWNER_URL'>>,
): string[] =>
  said([
    [
      isSameDatabase(config.KEYS_DATABASE_OWNER_URL ?? '', config.DATABASE_OWNER_URL),
      'KEYS_DATABASE_OWNER_URL is the database of the cases: keys that lie beside what they open are in every copy of it',
    ],
    [
      config.DATABASE_OWNER_URL === '',
      'DATABASE_OWNER_URL is missing: postgres://owner:password@host:5432/name',
    ],
    ...faultsOfSecrets(config),
  ])

const faultsOfSecrets = ({
  MASTER_KEY,
  MASTER_KEY_OLD,
  ROLE_SECRET,
}: Pick<Config, 'MASTER_KEY' | 'MASTER_KEY_OLD' | 'ROLE_SECRET'>): Checks => [
  [MASTER_KEY_OLD !== '' && !isKey(MASTER_KEY_OLD), 'MASTER_KEY_OLD is not 32 bytes in base64'],
  [!isKey(MASTER_KEY), 'MASTER_KEY is not 32 bytes in base64 (openssl rand -base64 32)'],
  [ROLE_SECRET.length < 16, 'ROLE_SECRET has fewer than 16 characters (openssl rand -base64 24)'],
]

const local = new Set(['localhost', '127.0.0.1', '[::1]'])

/** What is wrong with the settings that `serve` was given. */
export function faultsOfSettings(config: Config): string[] {
  const { protocol, hostname } = URL.parse(config.PUBLIC_URL) ?? {}
  return said([
    [config.DATABASE_URL === '', 'DATABASE_URL is missing: postgres://host:5432/name, without a login'],
    [
      config.DATABASE_OWNER_URL !== '',
      'DATABASE_OWNER_URL is set: who serves requests must not know how to sign in as the owner. Give it to `migrate` and the other commands alone',
    ],
    [
      config.KEYS_DATABASE_OWNER_URL !== '',
      'KEYS_DATABASE_OWNER_URL is set: give it to `migrate` and the other commands alone',
    ],
    [
      isSameDatabase(config.KEYS_DATABASE_URL, config.DATABASE_URL),
      'KEYS_DATABASE_URL is the database of the cases: keys that lie beside what they open are in every copy of it',
    ],
    ...faultsOfSecrets(config),
    [
      config.MAIL === 'smtp' && config.SMTP_URL === '',
      'SMTP_URL is missing: nobody could be invited or told of anything. Give it, or set MAIL=off',
    ],
    [
      protocol !== 'https:' && !(protocol === 'http:' && local.has(hostname ?? '')),
      'PUBLIC_URL is neither https:// nor localhost: what people type would travel in the open',
    ],
    [
      networksOf(config.TRUSTED_PROXIES).some((network) => !isNetwork(network)),
      'TRUSTED_PROXIES is not a list of networks such as 10.0.0.0/8, fd00::/8',
    ],
  ])
}

/** Where what one connection must keep is asked for. */
export const directUrl = ({
  DATABASE_URL,
  DATABASE_DIRECT_URL,
}: Pick<Config, 'DATABASE_URL' | 'DATABASE_DIRECT_URL'>): string => DATABASE_DIRECT_URL || DATABASE_URL

const isSameDatabase = (one: string, other: string): boolean => {
  const [a, b] = [URL.parse(one), URL.parse(other)]
  return a !== null && a.host === b?.host && a.pathname === b.pathname
}

export const isKey = (masterKey: string) => Buffer.from(masterKey, 'base64').length === 32

export const networksOf = (list: string): string[] =>
  list
    .split(',')
    .map((network) => network.trim())
    .filter((network) => network !== '')

const isNetwork = (network: string) => ipaddr.isValidCIDR(network) || ipaddr.isValid(network)
