import path from 'node:path'
import { withDefaults } from '../src/config.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { sandboxSystem } from '../src/demo/cast.ts'

/** What a stage stands on: the same when it is founded and when it is played on. */
export const stageKey = Buffer.alloc(32, 'alongside stage ')
export const stageBegins = '2026-02-20T09:00:00.000Z'

/** Quick rather than safe from power cuts. */
export const stagePostgres = (folder: string) =>
  startEmbedded({
    dataDir: path.join(folder, 'postgres'),
    port: Number(process.env.STAGE_DATABASE_PORT),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  })

export const stageConfig = (databaseUrl: string, port = 0) =>
  withDefaults({
    DATABASE_URL: databaseUrl,
    MASTER_KEY: stageKey.toString('base64'),
    PORT: port,
    PUBLIC_URL: `http://localhost:${port}`,
    DOCS_CLIENT_ID: sandboxSystem.clientId,
    REQUESTS_PER_MINUTE: 1_000_000,
    OVERLOAD_MS: 0,
    WEBHOOK_ALLOW: '127.0.0.1/32',
  })
