import type { Pool } from 'pg'
import type { Vault } from '../vault.ts'
import { knownKeys } from './key-check.ts'
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

export function openStanding(
  log: { error: (what: object, message: string) => void },
  clockOffMs: Standing['clockOffMs'] = steady.clockOffMs,
) {
  let unlike: string | null = null
  let mode = live
  let announcement: Announcement | null = null
  let pool: Pool | undefined

  async function look(at: Pool, vault?: Vault): Promise<void> {
    pool = at
    const found = whyNotServed(await schemaNumber(at)) ?? (vault ? await whyNotByKeys(at, vault) : null)
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
      vault: Vault,
      looked: () => Promise<void> = async () => undefined,
    ): Promise<() => void> => {
      const lookAndSay = async () => {
        await look(at, vault)
        await looked()
      }
      await lookAndSay()
      const timer = setInterval(() => void lookAndSay().catch(() => undefined), lookedAtEvery).unref()
      return () => clearInterval(timer)
    },
  }
}
