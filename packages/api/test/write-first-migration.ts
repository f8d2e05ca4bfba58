import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { migrations, migrationsFolder } from '../src/db/migration-files.ts'
import { schemaText } from '../src/db/schema.ts'

// `pnpm --filter @alongside/api first-migration`, after a change in db/schema. Until the first release 0001 is what db/schema
// says. With the first release this file goes: from then on a change is a migration of its own and 0001 stays as it is.

const write = (file: string, text: string) => writeFileSync(path.join(migrationsFolder, file), text)

write('0001_create_schema.sql', schemaText())
write(
  'SHA256SUMS',
  migrations()
    .map(({ name, sha256 }) => `${sha256}  ${name}.sql\n`)
    .join(''),
)
