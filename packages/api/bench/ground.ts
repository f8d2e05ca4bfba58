import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Config, withDefaults } from '../src/config.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { groundOf, migrate } from '../src/db/migrate.ts'
import { freePort } from '../test/free-port.ts'

export const masterKey = Buffer.alloc(32, 'bench')
const roleSecret = 'the logins of a bench'

/** Gives the work an API's configuration on a Postgres of its own on disk, migrated and empty; nothing of it stays afterwards. */
export async function onOwnGround(work: (config: Config) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'alongside-bench-'))
  const postgres = await startEmbedded({ dataDir: path.join(folder, 'postgres'), port: await freePort() })
  try {
    const config = withDefaults({
      DATABASE_URL: postgres.url,
      DATABASE_OWNER_URL: postgres.url,
      ROLE_SECRET: roleSecret,
      MASTER_KEY: masterKey.toString('base64'),
      PORT: await freePort(),
      REQUESTS_PER_MINUTE: 1_000_000,
    })
    await migrate(groundOf(config))
    await work(config)
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true })
  }
}
