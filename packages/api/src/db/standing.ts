import type { Pool } from 'pg'
import { schemaNumber, whyNotServed } from './schema-versions.ts'

const lookedAtEvery = 60_000

/** What a running replica knows of its database beside the rows: looked at each minute, for somebody may migrate it meanwhile. */
export interface Standing {
  /** Why this build may not serve it any more; null when it may. */
  whyUnlike: () => string | null
}

/** Of a database that nobody migrates meanwhile: the demo while it is filled, and tests. */
export const steady: Standing = { whyUnlike: () => null }

export function openStanding(log: { error: (what: object, message: string) => void }) {
  let unlike: string | null = null
  async function look(pool: Pool): Promise<void> {
    const found = whyNotServed(await schemaNumber(pool))
    if (found && !unlike) log.error({ why: found }, 'the schema is unlike this build')
    unlike = found
  }
  return {
    standing: { whyUnlike: () => unlike } satisfies Standing,
    look,
    /** Looks now and once a minute. A look that the database does not answer leaves what was known. */
    follow: async (pool: Pool): Promise<() => void> => {
      await look(pool)
      const timer = setInterval(() => void look(pool).catch(() => undefined), lookedAtEvery).unref()
      return () => clearInterval(timer)
    },
  }
}
