import { Client, type Connection, type FieldDef, type Submittable, types } from 'pg'
import { afterAll, expect, it } from 'vitest'
import { prepareKeysDatabase } from '../src/db/keys-database.ts'
import { createTestDatabase, testRoleSecret } from './database.ts'
import { readStatements, type Statement } from './statements.ts'

// Every statement that is written by hand, prepared on a migrated database: what is not read from the source, and every
// column that may be empty where TypeScript counts on a value, stands here with the reason why that is well.

const unread: Record<string, string> = {
  'limits/overrides.ts readOverrides':
    'which ones is one of three conditions, each of which overrides.test.ts asks',
  'backup/manifest.ts countRows': 'its text is written of every table that there is',
  'backup/rehearse.ts dropDatabase': 'a database has no parameter in SQL; the name is made of our own',
  'backup/rehearse.ts drop': 'nor has a role',
  'backup/rehearse.ts inThrowAwayDatabase': 'its database by the same name',
  'audit/verify.ts rowsOf': 'a cursor is read; what is read is held against hashes',
  'http/figures.ts figures': 'its text is made of one for each figure, all of which metrics.test.ts asks',
  'jobs/queue.ts postMail': 'its text is the queue’s own',
  'jobs/queue.ts startQueue': 'its text is the queue’s own',
}

const neverEmpty: Record<string, string> = {
  'audit/notice-unusual.ts readersSince: account_id': 'what nobody in person did is left out',
  'backup/move-keys.ts moveKeys: wrapped': 'only what has a key is looked for',
  'backup/rotate.ts wrapBatch: wrapped': 'only what has a key is looked for',
  'cases/hearing.ts agencies-of-held-case: agency_id': 'guests’ grants, which no agency holds, are left out',
  'children/writing.ts children-of-form: row': 'only what came with a form is looked for',
  'cases/hearing.ts owners-for-held-case: accountId': 'only what somebody owns in person is looked for',
  'consent/hearing.ts tellHolders: agency_id': 'guests’ grants, which no agency holds, are left out',
  'documents/hearing.ts at its top: agency_id': 'guests’ grants, which no agency holds, are left out',
  'documents/routes.ts circulate-pack: packCirculatedAt': 'the statement sets it',
  'emergency-access/clocks.ts escalateReviews: opened_at': 'only what was opened is looked for',
  'emergency-access/clocks.ts escalateReviews: review_due_at': 'a CHECK: what was opened has it',
  'emergency/queries.ts emergencies-standing: caseId': 'it is joined by it',
  'emergency/queries.ts emergency-of: caseId': 'a CHECK: an emergency meeting has a case',
  'imports/check.ts referralsOf: caseId': 'it is looked for by it',
  'imports/check.ts referralsOf: submittedAt': 'a CHECK: what has a case was submitted',
  'imports/queries.ts openSource: source': 'a CHECK: an import that runs has its source still',
  'imports/queries.ts openSource: wrapped': 'a CHECK: and the key to it',
  'limits/hearing.ts at its top: agency_id': 'guests’ grants, which no agency holds, are left out',
  'minutes/queries.ts read-minuted-item: light':
    'a CHECK: what was spoken of was submitted, and has its light',
  'minutes/queries.ts read-minuted-items: light': 'the same',
  'minutes/receipts.ts minutes-to-acknowledge: distributedAt': 'only what was distributed is looked for',
  'notices/escalate.ts escalate: due_at': 'a CHECK, or only clocks that run are looked for',
  'notices/escalate.ts escalate: from_at': 'a CHECK: what is no draft was submitted',
  'plan/hearing.ts at its top: id': 'guests’ grants, which no agency holds, are left out',
  'people-who-harm/hearing.ts at its top: agency_id': 'guests’ grants, which no agency holds, are left out',
  'referrals/clocks.ts half-over: submittedAt': 'a CHECK: what is no draft was submitted',
  'referrals/clocks.ts unhelped-out: caseId': 'a CHECK: what is no draft has a case',
  'referrals/clocks.ts unhelped-out: since': 'only what nobody took on is looked for',
  'referrals/thread.ts questions-asked: light': 'a CHECK: what was submitted has its light',
  'safeguarding/queries.ts held-set-aside: setAside': 'only what was set aside is looked for',
  'research/asked.ts agencies-asked: agencyId': 'guests’ grants, which no agency holds, are left out',
}

/** How many values go with them is known only as they run. */
const countedAsItRuns: Record<string, string> = {
  'monitoring/characteristics.ts keep-characteristics':
    'one for each characteristic, of which its text is made',
  'notices/escalate.ts escalate': 'one for each list of states that a clock’s own statement names',
  'outcomes/queries.ts write-look': 'two for each number that is counted, of which its text is made',
}

const database = await createTestDatabase()
const client = new Client(database.ownerUrl)
await client.connect()
// What is asked of the database of keys is described by the same connection.
await prepareKeysDatabase(client, testRoleSecret)
afterAll(async () => {
  await client.end()
  await database.drop()
})
const statements = readStatements(new URL('../src/', import.meta.url))

/** Asks what columns a statement would give, and runs nothing. */
interface Told {
  fields: FieldDef[]
  parameters: number
  fault: string | null
}
class Description implements Submittable {
  readonly told: Promise<Told>
  readonly #tell: (told: Told) => void
  readonly #text: string
  #fields: FieldDef[] = []
  #parameters = 0

  constructor(text: string) {
    const { promise, resolve } = Promise.withResolvers<Told>()
    this.#text = text
    this.told = promise
    this.#tell = resolve
  }

  submit(connection: Connection) {
    // A client hands on what describes columns, and not what describes parameters.
    connection.once('parameterDescription', ({ parameterCount }: { parameterCount: number }) => {
      this.#parameters = parameterCount
    })
    connection.parse({ name: '', text: this.#text, types: [] }, true)
    connection.describe({ type: 'S', name: '' }, true)
    connection.sync()
  }

  handleRowDescription({ fields }: { fields: FieldDef[] }) {
    this.#fields = fields
  }

  handleError({ message }: Error) {
    this.#tell({ fields: [], parameters: 0, fault: message })
  }

  handleReadyForQuery() {
    this.#tell({ fields: this.#fields, parameters: this.#parameters, fault: null })
  }
}

const { builtins } = types
const kinds: Record<number, string> = {
  [builtins.BOOL]: 'boolean',
  [builtins.BYTEA]: 'Buffer',
  // db/types.ts reads it as a number.
  [builtins.INT8]: 'number',
  [builtins.INT2]: 'number',
  [builtins.INT4]: 'number',
  [builtins.FLOAT8]: 'number',
  [builtins.NUMERIC]: 'string',
  [builtins.TEXT]: 'string',
  [builtins.UUID]: 'string',
  [builtins.DATE]: 'string',
  [builtins.TIMESTAMPTZ]: 'string',
  1009: 'string[]', // text[]
  2951: 'string[]', // uuid[]
}
const structured: number[] = [builtins.JSON, builtins.JSONB]

const { rows: columns } = await client.query<{ key: string }>(
  `SELECT attrelid::int8 || '.' || attnum AS key FROM pg_attribute WHERE attnum > 0 AND NOT attnotnull`,
)
const mayBeEmpty = new Set(columns.map(({ key }) => key))

interface Described extends Pick<Statement, 'at' | 'row'>, Told {
  values: number[] | null
}
const described: Described[] = []
for (const { at, texts, row } of statements)
  for (const { text, values } of texts) {
    const told = await client.query(new Description(text)).told
    described.push({ at, row, values, ...told, fault: told.fault && `${at}: ${told.fault}` })
  }
const claimed = described.flatMap(({ at, row, fields, fault }) =>
  row && !fault ? [{ at, row, fields }] : [],
)

it('every statement is read from the source, or stands in a list of those that cannot be', () => {
  expect(statements.length).toBeGreaterThan(300)
  expect([...new Set(statements.flatMap((one) => (one.unread ? [one.at] : [])))].sort()).toEqual(
    Object.keys(unread).sort(),
  )
})

it('Postgres takes every statement', () => {
  expect(described.flatMap(({ fault }) => fault ?? [])).toEqual([])
})

it('as many values are sent beside a statement as it has parameters', () => {
  const uncounted = described.flatMap(({ at, values }) => (values === null ? [at] : []))
  expect([...new Set(uncounted)].sort()).toEqual(Object.keys(countedAsItRuns).sort())
  const bySite = Map.groupBy(
    described.filter(({ values, fault }) => values && !fault),
    ({ at }) => at,
  )
  // Where the source chooses between texts it chooses between lists of values alike.
  const faults = [...bySite].flatMap(([at, told]) => {
    const asked = [...new Set(told.map(({ parameters }) => parameters))].sort()
    const sent = [...new Set(told.flatMap(({ values }) => values ?? []))].sort()
    return String(asked) === String(sent)
      ? []
      : [`${at}: ${String(asked)} parameters, and ${String(sent)} values`]
  })
  expect(faults).toEqual([])
})

it('a statement gives the columns of the row that TypeScript takes it for, each once, and no others', () => {
  const faults = claimed.flatMap(({ at, row, fields }) => {
    const names = fields.map(({ name }) => name)
    return [
      ...[...row]
        .filter(([name, { optional }]) => !optional && !names.includes(name))
        .map(([name]) => `${at}: no ${name}`),
      ...names
        .filter((name, index) => !row.has(name) || names.indexOf(name) !== index)
        .map((name) => `${at}: ${name} too much`),
    ]
  })
  expect(claimed.length).toBeGreaterThan(200)
  expect([...new Set(faults)]).toEqual([])
})

it('each column is of the kind that TypeScript takes it for', () => {
  const faults = claimed.flatMap(({ at, row, fields }) =>
    fields.flatMap(({ name, dataTypeID }) => {
      const claim = row.get(name)
      if (!claim || structured.includes(dataTypeID)) return []
      const kind = kinds[dataTypeID] ?? `type ${dataTypeID}`
      return claim.kinds.every((one) => one === kind)
        ? []
        : [`${at}: ${name} is a ${kind} and taken for ${claim.kinds.join(' or ')}`]
    }),
  )
  expect([...new Set(faults)]).toEqual([])
})

it('a column that may be empty is taken for one that may be, or stands in a list with what keeps it from being', () => {
  const empty = claimed.flatMap(({ at, row, fields }) =>
    fields
      .filter(
        ({ name, tableID, columnID }) =>
          mayBeEmpty.has(`${tableID}.${columnID}`) && row.get(name)?.nullable === false,
      )
      .map(({ name }) => `${at}: ${name}`),
  )
  expect([...new Set(empty)].sort()).toEqual(Object.keys(neverEmpty).sort())
})
