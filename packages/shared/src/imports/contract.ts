import Type, { type Static } from 'typebox'
import { noCaseData } from '../audit.ts'
import { command, file, Nothing, query } from '../contract.ts'
import { Choice, Closed, Id, Instant, Line, ListOf, Nullable, Text, Version } from '../scalars.ts'
import * as at from './addresses.ts'
import { importKinds, rowsAtMost } from './kinds.ts'
import { importStates } from './values.ts'

const Kind = Choice(importKinds, { $id: 'ImportKind' })
const Count = Type.Integer({ minimum: 0, maximum: 1_000_000 })
const Row = Type.Integer({
  minimum: 1,
  maximum: 1_000_000,
  description: 'As the spreadsheet counts: 1 is the header',
})

/** No more are listed; `faultCount` tells how many there are. */
export const listedAtMost = 200

export const ImportFault = Closed(
  { row: Row, column: Nullable(Text(100)), wrong: Text(300), fix: Text(400) },
  { $id: 'ImportFault', description: 'Never what the cell holds: that may be a name' },
)

export const Import = Closed(
  {
    id: Id,
    version: Version,
    kind: Kind,
    state: Choice(importStates, { $id: 'ImportState' }),
    rows: Count,
    done: { ...Count, description: 'Rows written so far, while it runs' },
    faults: ListOf(ImportFault, listedAtMost),
    faultCount: Count,
    notes: ListOf(Closed({ row: Row, says: Text(400) }, { $id: 'ImportNote' }), listedAtMost),
    noteCount: Count,
    makes: ListOf(Closed({ what: Line(60), count: Count }, { $id: 'ImportMakes' }), 10),
    uploadedAt: Instant,
    uploadedBy: Line(),
    startedAt: Nullable(Instant),
    finishedAt: Nullable(Instant),
    undoneAt: Nullable(Instant),
    keptUntil: Nullable({
      ...Instant,
      description: 'When the file is deleted, if nothing is done with it; null: it is',
    }),
  },
  {
    $id: 'Import',
    description:
      '`interrupted`: the server stopped in the middle; nothing of it was kept, and it can be started again',
  },
)
export type Import = Static<typeof Import>
const params = { importId: Id }

export const listImports = query(at.listImports, {
  summary: 'Imported spreadsheets, newest first',
  reply: Closed({ items: ListOf(Import, 50) }, { $id: 'Imports' }),
  audit: noCaseData,
})

export const readImport = query(at.readImport, {
  params,
  summary: 'What is wrong with a spreadsheet, what it would make, and how far it is',
  reply: Import,
  audit: noCaseData,
})

export const readImportTemplate = file(at.readImportTemplate, {
  query: { kind: Kind },
  summary: 'An empty spreadsheet of that kind: header, an example, the allowed words',
  audit: noCaseData,
})

export const uploadImport = command(at.uploadImport, {
  summary: 'Upload a spreadsheet as CSV and try it: every fault by row and column, and what it would make',
  description: `Nothing is made yet. At most ${rowsAtMost} rows. The file is kept sealed until it is imported, for a day at most.`,
  largest: 5 * 1024 * 1024,
  body: Closed({ kind: Kind, csv: Text(4_000_000, 'UTF-8; commas or semicolons') }, { $id: 'NewImport' }),
  reply: Import,
  status: 201,
  audit: 'import.uploaded',
  example: { kind: 'agencies', csv: 'name,kind\nHarbour Homes,housing\n' },
})

export const startImport = command(at.startImport, {
  params,
  summary: 'Import it: all rows or none',
  description: 'Goes on in the background; read the import to follow it.',
  conditional: true,
  body: Nothing,
  reply: Import,
  audit: 'import.started',
  refusals: ['import.wrong_state'],
  example: {},
})

export const undoImport = command(at.undoImport, {
  params,
  summary: 'Take back all that it made, as long as nothing of it has been changed since',
  conditional: true,
  body: Nothing,
  reply: Import,
  audit: 'import.undone',
  refusals: ['import.wrong_state', 'import.changed_since'],
  example: {},
})
