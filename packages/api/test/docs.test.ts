import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { marked } from 'marked'
import { expect, it } from 'vitest'
import { stepsOf } from './recipes.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const unread = /^(?:node_modules|dist|\.git|\.cache|\.data|\.turbo|test-results|playwright-report)$/

/** Every file and folder of the repository by its path from the root; folders end in `/`. */
function thingsIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !unread.test(name))
    .flatMap((entry) => {
      const name = folder + entry.name
      return entry.isDirectory() ? [`${name}/`, ...thingsIn(`${name}/`)] : [name]
    })
}
const things = thingsIn('')
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** The ends of every path, also as prose shortens it: `shared/access.ts`, `api/test/rows.ts`. */
const ends = new Set(
  things
    .flatMap((thing) => [thing, thing.replace('packages/', '').replace('/src/', '/')])
    .flatMap((thing) => {
      const steps = thing.replace(/\/$/, '').split('/')
      return steps.map((_, from) => steps.slice(from).join('/'))
    }),
)
const anyOf = (named: string) =>
  new RegExp(
    `^${named
      .replaceAll(/[.+?^$()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll(/<[a-z]+>/g, '[^/]+')
      .replace(/^NNNN_verb_noun/, '\\d{4}_\\w+')
      .replaceAll('NN', '\\d\\d')}$`,
  )
const exists = (named: string) => {
  const bare = named.replace(/^\.?\//, '').replace(/\/$/, '')
  return ends.has(bare) || (/[*<]|NN/.test(bare) && [...ends].some((end) => anyOf(bare).test(end)))
}

const endings = 'tsx?|mjs|cjs|sql|md|json|typ|yaml|scss'
const isFile = new RegExp(`^[\\w@.*<>/-]+\\.(?:${endings})$`)
/** Also a folder, `<domain>/rules.ts` or `db/schema/`; not an address, which begins with a slash. */
const isPath = (text: string) => isFile.test(text) || /^[\w@.<>-]+(?:\/[\w@.*<>-]+)*\/$/.test(text)

const documents = things.filter((thing) => /^(?:[A-Z_]+|docs\/.+)\.md$/.test(thing))

/** What a document names in backticks outside its blocks of code, and where its links lead. */
function namedIn(markdown: string): { code: string[]; links: string[] } {
  const [code, links]: [string[], string[]] = [[], []]
  void marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type === 'codespan') code.push(String(token.text))
    if (token.type === 'link') links.push(String(token.href))
  })
  return { code, links }
}

it('reads what it is meant to', () => {
  expect(documents.length).toBeGreaterThan(20)
  expect(namedIn('`a/b.ts` and [c](d.md)')).toEqual({ code: ['a/b.ts'], links: ['d.md'] })
  for (const known of [
    'shared/access.ts',
    'http/operation.ts',
    '<domain>/rules.ts',
    'db/schema/NN_<domain>.sql',
    'jobs/',
  ])
    expect([known, isPath(known), exists(known)]).toEqual([known, true, true])
  for (const gone of ['jobs/hearing.ts', '0006_guard_rows.sql', 'web/drafts/'])
    expect([gone, isPath(gone), exists(gone)]).toEqual([gone, true, false])
})

/** What stands on the reader's own machine alone: made by a command that the document names. */
const readersOwn = new Set(['.data/', 'openapi.d.ts', 'manifest.json'])

/** What a recipe of docs/how-to makes. */
const madeBy = (document: string) =>
  document.startsWith('docs/how-to/add')
    ? stepsOf(path.basename(document)).flatMap((step) => ('change' in step ? [step.change.file] : []))
    : []

it.each(documents)('every file and folder that %s names exists, and so does what it links to', (document) => {
  const { code, links } = namedIn(textOf(document))
  const made = new Set([...readersOwn, ...madeBy(document)])
  expect(code.filter(isPath).filter((named) => !exists(named) && !made.has(named))).toEqual([])
  const inside = links.filter((href) => !/^(?:https?:|mailto:|#|\/)/.test(href))
  const missing = inside.filter((href) => {
    const target = path.posix.join(path.posix.dirname(document), href.replace(/#.*$/, ''))
    return !things.includes(target) && !things.includes(`${target}/`)
  })
  expect(missing).toEqual([])
})

it('a comment names no file that is gone', () => {
  const sources = things.filter((thing) => /^(?:packages|tools|docs)\/.*\.(?:tsx?|mjs|sql)$/.test(thing))
  const comment = /\/\*[\s\S]*?\*\/|(?:^|\s)\/\/.*$|(?:^|\s)--\s.*$/gm
  const named = new RegExp(`(?<![\\w:/.@*-])[\\w<>-][\\w<>/.-]*\\.(?:${endings})(?![\\w])`, 'g')
  const gone = sources
    // 0001 repeats db/schema.
    .filter((source) => !source.includes('/migrations/'))
    .flatMap((source) =>
      (textOf(source).match(comment) ?? []).flatMap((text) =>
        (text.match(named) ?? []).filter((name) => !exists(name)).map((name) => `${source} names ${name}`),
      ),
    )
  expect(gone).toEqual([])
})
