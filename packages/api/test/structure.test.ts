import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import {
  all,
  api,
  holding,
  importsOf,
  isTest,
  packages,
  type Source,
  shared,
  tests,
  web,
  withoutComments,
} from './sources.ts'

it('reads every package', () => {
  for (const sources of [api, shared, web]) expect(sources.length).toBeGreaterThan(20)
  expect(importsOf({ file: '', text: `import { a } from 'b'\nimport 'c'\nawait import('d')` })).toEqual([
    'b',
    'c',
    'd',
  ])
  expect(withoutComments(`const a = 'http://b' // c\n/** d */\n// e`)).toBe(`const a = 'http://b' \n\n`)
})

it('only main.ts reads the environment', () => {
  expect(
    holding(
      api.filter((source) => !isTest(source)),
      /\bprocess\.env\b/,
    ),
  ).toEqual(['api/src/main.ts'])
  expect(holding(shared, /\bprocess\b\./)).toEqual([])
})

it('only main.ts knows what time it is; waiting for a database process to start or stop is no fact of the domain', () => {
  const wallClock = /\bnew Date\(\s*\)|\bDate\.now\(|\bTemporal\.Now\b|\bperformance\.now\(/
  expect(
    holding(
      [...api, ...shared].filter((source) => !isTest(source)),
      wallClock,
    ).sort(),
  ).toEqual(['api/src/db/embedded.ts', 'api/src/main.ts'])
  expect(holding(api, /\bsql`[^`]*\b(?:now\(\)|current_timestamp|clock_timestamp)/i)).toEqual([])
})

it('every operation of the domain is routed by http/operation.ts; other addresses are docs, health and pages, OAuth’s, and one form on a page without script', () => {
  const domain = api.filter((source) => !isTest(source))
  expect(holding(domain, /\bapp\.route\(/)).toEqual(['api/src/http/operation.ts'])
  expect(holding(domain, /\bapp\.get(<[^(]*>)?\(/).sort()).toEqual([
    'api/src/http/docs.ts',
    'api/src/http/guides.ts',
    'api/src/http/health.ts',
    'api/src/http/pages.ts',
    'api/src/systems/oauth-routes.ts',
  ])
  expect(holding(domain, /\bapp\.(?:post|put|patch|delete|all|options|head)\b(<[^(]*>)?\(/)).toEqual([
    'api/src/systems/oauth-routes.ts',
  ])
})

it('what serves operations is called routes: `routes.ts`, or by its part of the domain, as in `triage-routes.ts`', () => {
  const serving = holding(
    api.filter((source) => !isTest(source)),
    /= operations\(app\)/,
  )
  expect(serving.length).toBeGreaterThan(30)
  expect(serving.filter((file) => !/[/-]routes\.ts$/.test(file))).toEqual([])
})

it('what several routes need is in a file of its own: no routes are imported but to be registered', () => {
  const importing = api.filter((source) => importsOf(source).some((from) => /[/-]routes\.ts$/.test(from)))
  expect(importing.map(({ file }) => file).sort()).toEqual(['api/src/app.ts', 'api/src/domains.ts'])
})

it('the tables are the API’s own', () => {
  expect(
    [...shared, ...web].filter((source) => importsOf(source).some((from) => from.includes('db/tables'))),
  ).toEqual([])
})

it('shared rules run anywhere: no Node, no React, no database, nothing of the other packages', () => {
  const foreign =
    /^(?:node:|react|drizzle|pg\b|fastify|@tanstack|@alongside\/(?:api|web)|(?:\.\.\/)+(?:api|web)\/)/
  const imported = shared
    .filter((source) => !isTest(source))
    .flatMap((source) =>
      importsOf(source)
        .filter((from) => foreign.test(from))
        .map((from) => `${source.file} imports ${from}`),
    )
  expect(imported).toEqual([])
})

it('the web application reaches the API by HTTP alone', () => {
  expect(
    web
      .filter((source) => importsOf(source).some((from) => /@alongside\/api|(?:\.\.\/)api\//.test(from)))
      .map(({ file }) => file),
  ).toEqual([])
})

it('a pool of connections is opened by db/pool.ts, which hears of what is cut off: unheard, it ends the process', () => {
  expect(holding([...api, ...tests], /\bnew Pool\(/)).toEqual(['api/src/db/pool.ts'])
})

it('no source file is over 400 lines, and none says any', () => {
  const long = all
    .filter((source) => !isTest(source))
    .map(({ file }) => ({ file, lines: readFileSync(path.join(packages, file), 'utf8').split('\n').length }))
    .filter(({ lines }) => lines > 400)
  expect(long).toEqual([])
  expect(holding(all, /:\s*any\b(?![^\n]*')|\bas any\b|<any\b|\bany\[\]|Array<any>/)).toEqual([])
})

it('a prepared statement’s name is one statement’s: a connection that meets another under it refuses', () => {
  const names = api.flatMap(({ file, text }) =>
    [...text.matchAll(/\bname: (['`])([^'`]+)\1,\s*text:/g)].map((found) => ({ name: found[2] ?? '', file })),
  )
  expect(names.length).toBeGreaterThan(30)
  const twice = [...Map.groupBy(names, ({ name }) => name)].filter(([, uses]) => uses.length > 1)
  expect(twice).toEqual([])
})

it('every page has an address: some routes.tsx loads it', () => {
  const pages = web.filter(({ file, text }) => file.endsWith('-page.tsx') && /^export default /m.test(text))
  expect(pages.length).toBeGreaterThan(30)
  const loaded = web
    .filter(({ file }) => file.endsWith('/routes.tsx'))
    .flatMap((source) => importsOf(source).map((from) => path.join(path.dirname(source.file), from)))
  const forgotten = pages.filter(({ file }) => !loaded.includes(file))
  expect(
    forgotten.map(({ file }) => `${file} has no address: give it one in routes.tsx of its folder`),
  ).toEqual([])
})

it('every page is led to: what a paths.ts names, some screen links', () => {
  const isPaths = ({ file }: Source) => /^web\/src\/[a-z-]+\/paths\.ts$/.test(file)
  const names = web
    .filter(isPaths)
    .flatMap(({ text }) => [...text.matchAll(/^ {2}(\w+): /gm)].map(([, name = '']) => name))
  expect(names.length).toBeGreaterThan(30)
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([])
  const screens = web.filter((source) => !isPaths(source))
  const unused = names.filter((name) => holding(screens, new RegExp(`\\bpaths\\.${name}\\b`)).length === 0)
  expect(unused.map((name) => `paths.${name} is linked nowhere: nobody finds its page`)).toEqual([])
})
