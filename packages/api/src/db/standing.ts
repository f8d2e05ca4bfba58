import type { Pool } from 'pg'
import type { Vault } from '../vault.ts'
import { knownKeys } from './key-check.ts'
import type { KeysApart } from './keys-apart.ts'
import { whereKeysAre } from './keys-database.ts'
import { type Mode, modeOf } from './mode.ts'
import { schemaNumber, whyNotServed } from './schema-versions.ts'

const lookedAtEvery = 60_000

/** What a running replica knows of its database beside the rows: looked at each minute, for somebody may change it meanwhile. */
export interface Standing {
  /** Why this build may not serve it any more; null when it may. */
  whyUnlike: () => string | null
  /** Whether it is a copy, as last looked at. */
  mode: () => Mode
  /** Asked of the database itself before anything leaves: may it have consequences outside? */
  isLive: () => Promise<boolean>
  /** What its operator announces, until when; as last looked at. */
  announced: () => Announcement | null
  /** Milliseconds by which this machine's clock is before the database's (behind it: negative), as last compared. */
  clockOffMs: () => number
}

interface Announcement {
  text: string
  until: string
}

async function announcementIn(pool: Pool): Promise<Announcement | null> {
  const { rows } = await pool.query<{ text: string; until: Date | string }>(
    'SELECT text, until FROM deployment.announcement',
  )
  const [row] = rows
  return row ? { text: row.text, until: new Date(row.until).toISOString() } : null
}

const live: Mode = { drill: null, gap: null }

/** Of a database that nobody migrates or restores meanwhile: the demo while it is filled, and tests. */
export const steady: Standing = {
  whyUnlike: () => null,
  mode: () => live,
  isLive: async () => true,
  announced: () => null,
  clockOffMs: () => 0,
}

/** A key that took another’s place wraps what is new, from the minute in which that is seen. */
async function whyNotByKeys(at: Pool, vault: Vault): Promise<string | null> {
  const used = (await knownKeys(at)).filter(({ retiredAt }) => retiredAt === null)
  const [newest] = used
  return newest && !vault.wrapBy(newest.keyId)
    ? `the master key ${newest.keyId} took another’s place: start this replica anew with it as MASTER_KEY and the one before as MASTER_KEY_OLD`
    : null
}

interface Keys {
  vault: Vault
  keys: KeysApart | null
}

/**
 * Where keys are kept from now on, and whether any was destroyed: a replica that nobody asks forgets what it had opened within the minute. Gives why
 * it cannot serve; null when it can.
 */
export async function lookAtKeys(at: Pool, vault: Vault, keys: KeysApart | null): Promise<string | null> {
  const { generation, since } = await whereKeysAre(at)
  vault.heardOf(generation)
  if (keys) keys.inUse = since !== null
  return since !== null && !keys
    ? 'the keys of cases are kept in another database: start this replica anew with KEYS_DATABASE_URL'
    : null
}

export function openStanding(
  log: { error: (what: object, message: string) => void },
  clockOffMs: Standing['clockOffMs'] = steady.clockOffMs,
) {
  let unlike: string | null = null
  let mode = live
  let announcement: Announcement | null = null
  let pool: Pool | undefined

  async function look(at: Pool, opened?: Keys): Promise<void> {
    pool = at
    const byKeys = async ({ vault, keys }: Keys) =>
      (await whyNotByKeys(at, vault)) ?? (await lookAtKeys(at, vault, keys))
    const found = whyNotServed(await schemaNumber(at)) ?? (opened ? await byKeys(opened) : null)
    if (found && !unlike) log.error({ why: found }, 'the schema is unlike this build')
    unlike = found
    mode = await modeOf(at)
    announcement = await announcementIn(at)
  }
  return {
    standing: {
      whyUnlike: () => unlike,
      mode: () => mode,
      announced: () => announcement,
      clockOffMs,
      isLive: async () => {
        if (!pool) return false
        mode = await modeOf(pool)
        return mode.drill === null
      },
    } satisfies Standing,
    look,
    /** Looks now and once a minute, and says so after each. A look that the database does not answer leaves what was known. */
    follow: async (
      at: Pool,
      opened: Keys,
      looked: () => Promise<void> = async () => undefined,
    ): Promise<() => void> => {
      const lookAndSay = async () => {
        await look(at, opened)
        await looked()
      }
      await lookAndSay()
      const timer = setInterval(() => void lookAndSay().catch(() => undefined), lookedAtEvery).unref()
      return () => clearInterval(timer)
    },
  }
}
