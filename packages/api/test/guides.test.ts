import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { marked } from 'marked'
import { afterAll, expect, it } from 'vitest'
import { sandboxSystem } from '../src/demo/cast.ts'
import { listeningSandbox } from './sandbox.ts'

const guides = path.join(import.meta.dirname, '../../../docs/guides')
const world = await listeningSandbox('2026-03-02T09:00:00Z')
const folder = mkdtempSync(path.join(tmpdir(), 'alongside-guide-'))
afterAll(() => rmSync(folder, { recursive: true }))

const textOf = (name: string) => readFileSync(path.join(guides, `${name}.md`), 'utf8')

interface Step {
  typed: string
  /** What the guide says that it prints. */
  prints: string
}

/** The guide's bash blocks in order, each with the text block that follows it before the next one. */
function stepsOf(markdown: string): Step[] {
  const steps: Step[] = []
  for (const token of marked.lexer(markdown)) {
    if (token.type !== 'code') continue
    const last = steps.at(-1)
    if (token.lang === 'bash') steps.push({ typed: String(token.text), prints: '' })
    else if (token.lang === 'text' && last) last.prints = String(token.text)
  }
  return steps
}

/** Standard output of that script. What a step writes to standard error is no answer, and the first that fails ends it. */
async function run(script: string): Promise<string> {
  const { PATH = '' } = process.env
  const bash = promisify(execFile)('bash', ['--noprofile', '--norc', '-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { PATH, HOME: folder },
  })
  const { stdout } = await bash.catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`The guide stopped after\n${error.stdout}\n${error.stderr}`)
  })
  return stdout
}

/** What the guide promises where that is what was printed, `…` standing for anything in a line; else what was printed. */
function asPromised(printed: string, promise: string): string {
  const plain = promise.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.+')
  return new RegExp(`^${plain}$`).test(printed.trimEnd()) ? promise : printed.trimEnd()
}

const found = (program: string) => spawnSync('which', [program]).status === 0
const border = '——— next ———'

it('API-2 the guide works word by word, in one fresh shell, and prints what it says', async () => {
  const missing = ['bash', 'curl', 'jq'].filter((program) => !found(program))
  if (missing.length > 0)
    throw new Error(`The guide is run as a stranger would run it: install ${missing.join(', ')} first`)
  const steps = stepsOf(textOf('first-referral').replaceAll('http://localhost:3000', world.address))
  expect(steps.length).toBeGreaterThan(10)
  const script = steps.map(({ typed }) => `${typed}\necho '${border}'`).join('\n')
  const printed = await run(script)
  const answers = printed.split(`${border}\n`).slice(0, -1)
  const seen = steps.map(({ prints }, index) => asPromised(answers[index] ?? 'nothing', prints))
  expect(seen).toEqual(steps.map(({ prints }) => prints))
  expect(world.log.filter((line) => line.includes('"level":50'))).toEqual([])
})

it('API-2 the guide names the sandbox’s own id and secret', () => {
  const markdown = textOf('first-referral')
  expect(markdown).toContain(`CLIENT_ID=${sandboxSystem.clientId}\nCLIENT_SECRET=${sandboxSystem.secret}`)
})

it('API-1 every guide is served as a page, with this deployment’s address, and its links lead somewhere', async () => {
  const read = async (url: string) => (await fetch(`${world.address}${url}`)).text()
  const names = readdirSync(guides).map((file) => file.replace('.md', ''))
  const index = await read('/guides')
  for (const name of names) {
    expect(index).toContain(`href="/guides/${name}"`)
    const html = await read(`/guides/${name}`)
    expect(html).not.toContain('localhost:3000')
    const links = [...html.matchAll(/href="(\/[^"#]*)"/g)].map(([, href = '']) => href)
    for (const href of new Set(links))
      expect([href, (await fetch(`${world.address}${href}`)).status]).toEqual([href, 200])
  }
  expect(await read('/guides/first-referral')).toContain(`ALONGSIDE=${world.address}`)
  const unknown = await fetch(`${world.address}/guides/unknown`, { headers: { accept: 'text/html' } })
  expect(unknown.status).toBe(404)
})
