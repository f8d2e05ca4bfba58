import { rmSync } from 'node:fs'
import path from 'node:path'
import { startEmbedded } from '../src/db/embedded.ts'
import { freePort } from './free-port.ts'
import { makeMemoryFolder, removeLeftovers } from './memory-folder.ts'

/**
 * A Postgres for one run, or `existing` (a superuser's URL), which is left as it is.
 * `end` stops what was started and removes its folder.
 */
export async function openServer(existing: string | undefined) {
  if (existing) return { superuserUrl: existing, end: async () => undefined }
  removeLeftovers()
  const folder = makeMemoryFolder()
  // Quick rather than safe from power cuts. The connections are for several workers with a few pools each.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
    // Each connection of each world would plan a statement six times over before it keeps a plan: half of Postgres' time.
    plan_cache_mode: 'force_generic_plan',
    // Where all tables stand is asked before and after each refusal: to begin two processes for it took fifty times as long as to count.
    max_parallel_workers_per_gather: '0',
  }
  const embedded = await startEmbedded({
    dataDir: path.join(folder, 'postgres'),
    port: await freePort(),
    settings,
  })
  const end = async () => {
    await embedded.stop()
    rmSync(folder, { recursive: true })
  }
  return { superuserUrl: embedded.url, end }
}
