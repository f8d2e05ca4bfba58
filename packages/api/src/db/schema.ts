import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sources } from '../places.ts'

const folder = path.join(sources, 'db/schema')
const guards = '-- Guards: made once the tables of every file stand.\n'

/**
 * The whole schema as one text. A file of `schema/` holds a domain: first its tables, then, after the line that says so,
 * what guards them and may name the tables of other files. Every file's tables are made first, then every file's guards.
 */
export function schemaText(): string {
  const files = readdirSync(folder)
    .sort()
    .map((file) => {
      const [tables = '', guarding, ...more] = readFileSync(path.join(folder, file), 'utf8').split(guards)
      if (more.length > 0) throw new Error(`${file} has two lines after which guards begin`)
      return { file, tables: tables.trim(), guarding: guarding?.trim() }
    })
  return [
    ...files.map(({ file, tables }) => `-- schema/${file}\n\n${tables}\n`),
    ...files.flatMap(({ file, guarding }) =>
      guarding ? [`-- schema/${file}: guards\n\n${guarding}\n`] : [],
    ),
  ].join('\n')
}
