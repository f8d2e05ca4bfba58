import { existsSync, readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { Advice } from '../advice.ts'
import { startEmbedded } from '../db/embedded.ts'
import { type KeysAtHand, keysAtHand } from '../db/key-check.ts'
import { ownDatabase } from '../db/own-database.ts'
import { postmaster } from '../db/postmaster.ts'
import { faultsForOwner } from '../settings.ts'

/** Where a command finds its database. */
export interface Place {
  ownerUrl: string
  /** Of the database of keys; empty: there is none. */
  keysOwnerUrl: string
  /** The file of DISPOSAL_LEDGER; empty: none was given. */
  ledger: string
  keys: KeysAtHand
  roleSecret: string
  /** The cluster that npm brought, with its superuser's address; null where the server is somebody's. */
  embedded: { url: string; dataDir: string } | null
}

/** Settings of the commands that know both. `dataDir`: where `up` keeps what is its own. */
export interface Asked {
  DATABASE_URL: string
  DATABASE_OWNER_URL: string
  KEYS_DATABASE_URL: string
  KEYS_DATABASE_OWNER_URL: string
  DISPOSAL_LEDGER: string
  DATABASE_PORT: number
  MASTER_KEY: string
  MASTER_KEY_OLD: string
  ROLE_SECRET: string
  dataDir: string
}

export const clusterOf = ({ dataDir }: Asked): string => path.join(dataDir, 'postgres')

/** Of a database that is somebody's, as given; of the embedded one, what `up` keeps beside it where nothing is given. */
export function secretsOf(asked: Asked): Pick<Place, 'keys' | 'roleSecret'> {
  const kept = (file: string) => {
    const place = path.join(asked.dataDir, file)
    return !asked.DATABASE_OWNER_URL && existsSync(place) ? readFileSync(place, 'utf8').trim() : ''
  }
  const MASTER_KEY = asked.MASTER_KEY || kept('master.key')
  const { MASTER_KEY_OLD } = asked
  const ROLE_SECRET = asked.ROLE_SECRET || kept('role.secret')
  const faults = faultsForOwner({
    ...{ DATABASE_OWNER_URL: asked.DATABASE_OWNER_URL || '-', MASTER_KEY, MASTER_KEY_OLD, ROLE_SECRET },
    KEYS_DATABASE_OWNER_URL: asked.KEYS_DATABASE_OWNER_URL,
  })
  if (faults.length > 0) throw new Advice(faults.map((fault) => `${fault}.`).join('\n'))
  return { keys: keysAtHand({ MASTER_KEY, MASTER_KEY_OLD }), roleSecret: ROLE_SECRET }
}

/** The embedded cluster is started where it does not run, and stopped again. @throws Advice */
export async function withPlace<T>(asked: Asked, work: (place: Place) => Promise<T>): Promise<T> {
  const secrets = { ...secretsOf(asked), ledger: asked.DISPOSAL_LEDGER }
  if (asked.DATABASE_OWNER_URL)
    return work({
      ...secrets,
      ...{ ownerUrl: asked.DATABASE_OWNER_URL, keysOwnerUrl: asked.KEYS_DATABASE_OWNER_URL, embedded: null },
    })
  const dataDir = clusterOf(asked)
  if (!existsSync(dataDir))
    throw new Advice(
      `DATABASE_OWNER_URL is missing, and there is no database in ${asked.dataDir}. Nothing was done.`,
    )
  const running = postmaster(realpathSync(dataDir)) !== undefined
  const server = await startEmbedded({ dataDir, port: asked.DATABASE_PORT })
  try {
    const ownerUrl = await ownDatabase(server.url, 'alongside')
    return await work({ ...secrets, ownerUrl, keysOwnerUrl: '', embedded: { url: server.url, dataDir } })
  } finally {
    if (!running) await server.stop()
  }
}
