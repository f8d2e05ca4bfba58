import { execFile } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { marked, type Token } from 'marked'

const root = fileURLToPath(new URL('../../..', import.meta.url))
export const packages = ['shared', 'api', 'web']

export interface Change {
  file: string
  /** The line beside which, or in whose place, the block goes; null where the block is the whole file. */
  at: { how: 'after' | 'before' | 'instead'; line: string } | null
  block: string
}

/** A step of a recipe: one block of code and where it goes, or commands that are run at the root. */
export type Step = { change: Change } | { commands: string[] }

const create = /Create `([^`]+)`:$/
const insert = /In `([^`]+)`, (after|before) (`{1,2})(.+)\3, add:$/
const instead = /In `([^`]+)`, replace (`{1,2})(.+)\2 by:$/

function changeFrom(said: string, block: string): Change {
  const [, created] = create.exec(said) ?? []
  if (created) return { file: created, at: null, block: `${block}\n` }
  const [, file, how, , line] = insert.exec(said) ?? []
  if (file && how && line) return { file, at: { how: how as 'after' | 'before', line }, block }
  const [, changed, , old] = instead.exec(said) ?? []
  if (changed && old) return { file: changed, at: { how: 'instead', line: old }, block }
  throw new Error(`A recipe says neither what to create nor where to add before its block: ${said}`)
}

/** The steps of a recipe in docs/how-to, in order. @throws Error where it does not say where a block goes */
export function stepsOf(recipe: string): Step[] {
  const steps: Step[] = []
  let said = ''
  for (const token of marked.lexer(readFileSync(path.join(root, 'docs/how-to', recipe), 'utf8')) as Token[]) {
    if (token.type === 'paragraph') said = String(token.raw).trim()
    if (token.type !== 'code') continue
    const block = String(token.text)
    if (token.lang === 'sh') steps.push({ commands: block.split('\n') })
    else steps.push({ change: changeFrom(said, block) })
  }
  return steps
}

/**
 * A copy of the repository's sources with the packages of this one, in which recipes can be followed.
 * What was checked here before is not checked again: TypeScript's notes come along.
 */
export function copyOfTheHouse(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'alongside-recipe-'))
  const kept = [
    'package.json',
    'tsconfig.base.json',
    'biome.json',
    '.gitignore',
    'docs',
    'CHANGELOG.md',
    'README.md',
  ]
  for (const name of kept) cpSync(path.join(root, name), path.join(copy, name), { recursive: true })
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))
  for (const name of packages) {
    const [from, to] = [path.join(root, 'packages', name), path.join(copy, 'packages', name)]
    cpSync(from, to, { recursive: true, filter: (file) => !/\/(?:node_modules|dist)$/.test(file) })
    const modules = path.join(to, 'node_modules')
    mkdirSync(modules)
    for (const module of readdirSync(path.join(from, 'node_modules'))) {
      const original = path.join(from, 'node_modules', module)
      if (module === '.tsbuildinfo') cpSync(original, path.join(modules, module))
      else if (module !== '@alongside' && !module.startsWith('.v'))
        symlinkSync(original, path.join(modules, module))
    }
    mkdirSync(path.join(modules, '@alongside'))
    symlinkSync(path.join(copy, 'packages/shared'), path.join(modules, '@alongside/shared'))
  }
  return copy
}

/** Does what the step says. @throws Error where the line is not there exactly once */
export function follow(house: string, { file, at, block }: Change): void {
  const place = path.join(house, file)
  if (!at) {
    mkdirSync(path.dirname(place), { recursive: true })
    writeFileSync(place, block, { flag: 'wx' })
    return
  }
  const lines = readFileSync(place, 'utf8').split('\n')
  const found = lines.flatMap((line, index) => (line.trim() === at.line.trim() ? [index] : []))
  const [index] = found
  if (index === undefined || found.length > 1)
    throw new Error(
      `${file} has ${found.length} lines «${at.line}»: a recipe names a line that is there once`,
    )
  const [from, gone] = { after: [index + 1, 0], before: [index, 0], instead: [index, 1] }[at.how] as [
    number,
    number,
  ]
  lines.splice(from, gone, block)
  writeFileSync(place, lines.join('\n'))
}

/** Takes a recipe's changes back: what it created goes, what it changed is as it is in the repository. */
export function undo(house: string, steps: readonly Step[]): void {
  for (const step of steps)
    if ('change' in step) {
      const { file, at } = step.change
      if (at) copyFileSync(path.join(root, file), path.join(house, file))
      else rmSync(path.join(house, file), { force: true })
    }
}

export interface Outcome {
  ok: boolean
  said: string
}

/** A command as the recipe types it, run in the copy without pnpm, which would want to install there. */
export async function run(house: string, command: string): Promise<Outcome> {
  const words = command.replace('node tools/pnpm.mjs ', '')
  const [, setting = '', rest = words] = /^(\w+=\w+ )?(.*)$/.exec(words) ?? []
  if (rest === '-r types') return typesOf(house, packages)
  const [, name, typed = rest] = /^--filter @alongside\/(\w+) (?:exec )?(.*)$/.exec(rest) ?? []
  const folder = name ? path.join(house, 'packages', name) : house
  const { scripts } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  return shell(folder, setting + (scripts[typed] ?? typed))
}

/** Types of these packages, up to the first that has a fault. */
export async function typesOf(house: string, names: readonly string[]): Promise<Outcome> {
  for (const name of names) {
    const outcome = await shell(path.join(house, 'packages', name), 'tsc -p . --checkers 1')
    if (!outcome.ok) return outcome
  }
  return { ok: true, said: '' }
}

const bins = (folder: string) => path.join(folder, 'node_modules/.bin')

async function shell(folder: string, command: string): Promise<Outcome> {
  const { PATH = '', HOME = '', TEST_DATABASE_URL } = process.env
  const place = [bins(folder), bins(root), path.dirname(process.execPath), PATH].join(':')
  const env = { HOME, PATH: place, ...(TEST_DATABASE_URL && { TEST_DATABASE_URL }) }
  const options = { cwd: folder, env, encoding: 'utf8', maxBuffer: 50_000_000 } as const
  return promisify(execFile)('sh', ['-c', command], options).then(
    ({ stdout }) => ({ ok: true, said: `${command}\n${stdout}` }),
    ({ stdout, stderr }: { stdout: string; stderr: string }) => ({
      ok: false,
      said: `${command}\n${stdout}${stderr}`,
    }),
  )
}

/** Files of the repository that a recipe changes and does not create. */
export const foreignFiles = (steps: readonly Step[]): string[] => [
  ...new Set(steps.flatMap((step) => ('change' in step && step.change.at ? [step.change.file] : []))),
]
