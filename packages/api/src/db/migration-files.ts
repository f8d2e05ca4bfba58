import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sources } from '../places.ts'

/** A step from the shape of one release to that of the next: `NNNN_verb_noun.sql`. Once merged it never changes. */
export interface Migration {
  name: string
  text: string
  sha256: string
}

export const migrationsFolder = path.join(sources, 'db/migrations')

/** This build's migrations, in the order in which they are applied. */
export function migrations(): Migration[] {
  return readdirSync(migrationsFolder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const text = readFileSync(path.join(migrationsFolder, file), 'utf8')
      return { name: file.slice(0, -4), text, sha256: createHash('sha256').update(text).digest('hex') }
    })
}

export const numberOf = ({ name }: Migration): number => Number(name.slice(0, 4))

/** A migration that leaves everything readable to an older build says so in its text; else its own build is the oldest. */
export const readableFrom = (migration: Migration): number =>
  Number(/^-- Readable by builds from (\d{4})\.$/m.exec(migration.text)?.[1] ?? numberOf(migration))
