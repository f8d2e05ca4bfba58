import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

// What the tests of structure read: the sources of the three packages.

export const packages = fileURLToPath(new URL('../..', import.meta.url))

export interface Source {
  file: string
  text: string
}

/** The TypeScript of a package's `src`, or of another of its folders, comments left out, by its path from `packages/`. */
function sourcesOf(name: string, inside = 'src'): Source[] {
  const folder = path.join(packages, name, inside)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({
      file: `${name}/${inside}/${file}`,
      text: withoutComments(readFileSync(path.join(folder, file), 'utf8')),
    }))
}

export const withoutComments = (text: string) =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1')
export const importsOf = ({ text }: Source) =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((found) => found[1] ?? '')
export const isTest = ({ file }: Source) => /\.test\.tsx?$/.test(file)
export const holding = (sources: Source[], pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file)

export const api = sourcesOf('api')
export const shared = sourcesOf('shared')
export const web = sourcesOf('web')
export const all = [...api, ...shared, ...web]
/** What the API's tests stand on. */
export const tests = sourcesOf('api', 'test')
