import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../api/test/free-port.ts'

/** Founds once what every world of this run begins with (api/test/found-stage.ts). */
export default async function foundStage() {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-founded-'))
  process.env.STAGE_TEMPLATE = folder
  execFileSync(process.execPath, ['test/found-stage.ts'], {
    cwd: join(import.meta.dirname, '../../api'),
    env: { ...process.env, STAGE_FOLDER: folder, STAGE_DATABASE_PORT: String(await freePort()) },
    stdio: 'inherit',
  })
  return () => rmSync(folder, { recursive: true, force: true })
}
