import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LaunchOptions } from '@playwright/test'

const cache = join(dirname(fileURLToPath(import.meta.url)), '../../../.cache/chromium')

/**
 * Where a Chromium can be run from: CHROMIUM_PATH, else the system's, else the one that npm brought
 * (linux x64 only), inflated once into the repository's .cache. Throws with what to do when there is none.
 */
export async function chromiumPath(): Promise<string> {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium'
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium found: set CHROMIUM_PATH to a Chromium or Chrome of this machine.')
  }
  return join(await inflatedChromium(), 'chromium')
}

/** Options for Playwright's `use.launchOptions`; await it at the top level of playwright.config.ts. */
export async function launchOptions(): Promise<LaunchOptions> {
  const executablePath = await chromiumPath()
  return {
    executablePath,
    chromiumSandbox: false,
    env: { ...definedEnvironment(), ...libraries(executablePath) },
  }
}

async function inflatedChromium(): Promise<string> {
  const require = createRequire(import.meta.url)
  const bin = join(dirname(require.resolve('@sparticuz/chromium')), '../bin')
  const { version }: { version: string } = require(join(bin, '../package.json'))
  const home = join(cache, version)
  if (existsSync(home)) return home

  await mkdir(cache, { recursive: true })
  const unfinished = await mkdtemp(join(cache, 'inflating-'))
  await inTemporaryDirectory(unfinished, async () => {
    const { inflate } = await import('@sparticuz/chromium')
    await Promise.all(
      ['chromium.br', 'al2023.tar.br', 'fonts.tar.br'].map((name) => inflate(join(bin, name))),
    )
  })
  // Several workers may inflate at once: the first to finish wins, and nobody sees half a browser.
  await rename(unfinished, home).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  })
  return home
}

/** The package unpacks into TMPDIR and nowhere else. */
async function inTemporaryDirectory(directory: string, work: () => Promise<void>) {
  const before = process.env.TMPDIR
  process.env.TMPDIR = directory
  try {
    await work()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/** Our inflated browser needs libnss3 and fonts, which a bare container lacks and the package brings. */
function libraries(executablePath: string): Record<string, string> {
  const home = dirname(executablePath)
  if (!home.startsWith(cache)) return {}
  const runsAlone = spawnSync(executablePath, ['--version']).status === 0
  return {
    ...(runsAlone ? {} : { LD_LIBRARY_PATH: join(home, 'al2023/lib') }),
    ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(home, 'fonts') }),
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((e): e is [string, string] => e[1] !== undefined),
  )
}
