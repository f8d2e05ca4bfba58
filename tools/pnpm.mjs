// Runs pnpm as pinned in package.json, on a machine that has only Node and npm.
// npm fetches it once into .cache/; corepack and npx are slower and need the registry at every run.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { packageManager } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
const home = `${root}.cache/${packageManager}`
const pnpm = `${home}/node_modules/pnpm/bin/pnpm.mjs`

if (!existsSync(pnpm)) {
  const npm = ['install', '--prefix', home, '--no-audit', '--no-fund', '--loglevel=error', packageManager]
  const fetched = spawnSync('npm', npm, { stdio: 'inherit', shell: process.platform === 'win32' })
  if (fetched.status !== 0) process.exit(fetched.status ?? 1)
}

// Scripts and tools that call pnpm find this one. No tool reports home.
const env = {
  ...process.env,
  PATH: `${home}/node_modules/.bin${delimiter}${process.env.PATH}`,
  TURBO_TELEMETRY_DISABLED: '1',
  REDOCLY_TELEMETRY: 'off',
  DO_NOT_TRACK: '1',
}
const child = spawn(process.execPath, [pnpm, ...process.argv.slice(2)], { stdio: 'inherit', cwd: root, env })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
