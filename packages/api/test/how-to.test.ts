import { rmSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import {
  copyOfTheHouse,
  follow,
  foreignFiles,
  type Outcome,
  packages,
  run,
  type Step,
  stepsOf,
  typesOf,
  undo,
} from './recipes.ts'

// The recipes of docs/how-to, followed word by word in one copy of the repository, one after the other.

const house = copyOfTheHouse()
afterAll(() => rmSync(house, { recursive: true }))

const domain = stepsOf('add-a-domain.md')
const recipes = [stepsOf('add-a-field.md'), stepsOf('add-an-operation.md'), domain, stepsOf('add-a-role.md')]
const minutes = 60_000

const commandsOf = (steps: readonly Step[]) =>
  steps.flatMap((step) => ('commands' in step ? step.commands : []))
const testsNamed = (steps: readonly Step[], name: string) => [
  ...new Set(
    commandsOf(steps)
      .filter((command) => command.includes(`@alongside/${name} exec vitest`))
      .flatMap((command) => [...command.matchAll(/\S+\.test\.ts/g)].map(([file]) => file)),
  ),
]
const vitest = (name: string, tests: readonly string[]) =>
  `UPDATE_OPENAPI=1 node tools/pnpm.mjs --filter @alongside/${name} exec vitest run ${tests.join(' ')}`

/** What every recipe ends with, once for all of these steps: types, and the tests that they name. */
async function outcomeOf(steps: readonly Step[], typesFirst: readonly string[]): Promise<Outcome> {
  const types = await typesOf(house, typesFirst)
  if (!types.ok) return types
  const rules = await run(house, vitest('shared', testsNamed(steps, 'shared')))
  return rules.ok ? run(house, vitest('api', testsNamed(steps, 'api'))) : rules
}

/** Does the steps, but for those commands that ask whether all is well. */
async function followAll(steps: readonly Step[]): Promise<void> {
  for (const step of steps) if ('change' in step) follow(house, step.change)
  for (const command of commandsOf(steps).filter((each) => /first-migration| -u /.test(each)))
    expect(await run(house, command)).toMatchObject({ ok: true })
}

it(
  'a field, an operation, a domain and a role are added word by word, and all is well',
  async () => {
    for (const recipe of recipes) await followAll(recipe)
    const { ok, said } = await outcomeOf(recipes.flat(), packages)
    expect(ok ? '' : said).toBe('')
    for (const recipe of recipes) undo(house, recipe)
  },
  10 * minutes,
)

it('a domain touches at most nine files outside of it', () => {
  const foreign = foreignFiles(domain)
  console.log(`add-a-domain.md changes ${foreign.length} files outside of the domain:\n${foreign.join('\n')}`)
  expect(foreign.length).toBeLessThanOrEqual(9)
})

const left = domain.flatMap((step, at) =>
  'change' in step && !step.change.file.endsWith('.test.ts')
    ? [{ at, file: step.change.file, where: step.change.at?.line ?? 'the whole file' }]
    : [],
)

/** A fault of types in a file, or a test that fails. */
const namesAFault = /^\S+\.tsx?\(\d+,\d+\): error TS|^ *FAIL +\S+\.test\.ts/m

/** What a domain is asked by night: types, of the package of `file` first, its own tests, and every operation as every role. */
function outcomeOfDomain(steps: readonly Step[], file = ''): Promise<Outcome> {
  const first = packages.filter((name) => file.startsWith(`packages/${name}/`))
  const tests = [...testsNamed(domain, 'api'), 'test/access-matrix.test.ts']
  return outcomeOf(
    [...steps, { commands: [vitest('api', tests)] }],
    [...first, ...packages.filter((name) => !first.includes(name))],
  )
}

it.runIf(process.env.NIGHTLY)(
  'a domain with every step passes what it is asked',
  { timeout: 10 * minutes },
  async () => {
    await followAll(domain)
    const { ok, said } = await outcomeOfDomain(domain)
    undo(house, domain)
    expect(ok ? '' : said).toBe('')
  },
)

it.runIf(process.env.NIGHTLY).for(left)(
  'a domain without its step $at, in $file ($where), does not compile or fails a test',
  { timeout: 10 * minutes },
  async ({ at, file }) => {
    const without = domain.toSpliced(at, 1)
    try {
      await followAll(without)
      const { ok, said } = await outcomeOfDomain(without, file)
      expect(ok).toBe(false)
      // Not for a machine that is full, or a command that is gone: it says which file, or which test.
      expect(said).toMatch(namesAFault)
    } finally {
      undo(house, domain)
    }
  },
)
