import { agenciesAtMost, placesAtMost } from '../partnerships/values.ts'
import { type ReadAction, readActionRow } from './actions.ts'
import { alike, type RowFault, type RowNote, RowReader, type Sheet } from './cells.ts'
import { columnsOf, remark } from './columns.ts'
import { type ImportKind, rowsAtMost } from './kinds.ts'
import { type ReadAgency, type ReadPerson, readAgencyRow, readPersonRow } from './partnership.ts'
import type { ImportContext, Reading } from './reading.ts'
import { conveningFaults, filesOf, type ReadReferral, readReferralRow, sharingNotes } from './referrals.ts'

interface Records {
  agencies: ReadAgency[]
  people: ReadPerson[]
  referrals: ReadReferral[]
  actions: ReadAction[]
}
export interface Checked extends Records {
  rows: number
  faults: RowFault[]
  notes: RowNote[]
  makes: { what: string; count: number }[]
}

const columnName = (header: string) => alike(header).replaceAll(/[\s-]+/g, '_')

/** Reads a spreadsheet whole: every fault of every row at once. Without faults, its records can be written. */
export function checkSheet(kind: ImportKind, sheet: Sheet, context: ImportContext): Checked {
  const faults: RowFault[] = []
  const notes: RowNote[] = []
  const columns = columnsOf(kind, context)
  const names = sheet.header.map(columnName)
  faults.push(...headerFaults(names, sheet.header, columns))
  const checked: Checked = {
    rows: 0,
    agencies: [],
    people: [],
    referrals: [],
    actions: [],
    faults,
    notes,
    makes: [],
  }
  if (faults.length) return checked

  const byName = new Map(context.agencies.map(({ id, name }) => [alike(name), id]))
  const stood = new Map<string, number>()
  const reading: Reading = {
    ...context,
    agencyNamed: (name) => byName.get(alike(name)),
    before: (what, row) => {
      const earlier = stood.get(what)
      if (earlier === undefined) stood.set(what, row)
      return earlier
    },
    note: (row, says) => notes.push({ row, says }),
  }
  const examples = Object.entries(columns).map(([name, { example }]) => [name, example] as const)
  for (const { row, cells } of sheet.rows) {
    if (cells.every((cell) => !cell.trim()) || cells[0]?.trimStart().startsWith(remark)) continue
    const byColumn = new Map(names.map((name, at) => [name, cells[at] ?? '']))
    if (examples.every(([name, example]) => (byColumn.get(name) ?? '').trim() === example)) {
      reading.note(row, 'This is the template’s example, and is left out')
      continue
    }
    checked.rows += 1
    if (checked.rows > rowsAtMost) continue
    const before = faults.length
    const reader = new RowReader(row, byColumn, faults)
    if (cells.slice(names.length).some((cell) => cell.trim()))
      faults.push({
        row,
        column: null,
        wrong: 'has more cells than the header',
        fix: 'Put text with commas between quotation marks',
      })
    const read = readers[kind](reader, reading)
    if (faults.length === before) (checked[kind] as unknown[]).push(read)
  }
  if (checked.rows > rowsAtMost)
    faults.push({
      row: 1,
      column: null,
      wrong: `has more than ${rowsAtMost} rows`,
      fix: 'Make several files of it',
    })
  if (context.agencies.length + checked.agencies.length > agenciesAtMost)
    faults.push(tooMany('agencies', agenciesAtMost))
  if (context.places + checked.people.length > placesAtMost) faults.push(tooMany('places', placesAtMost))
  if (checked.rows === 0)
    faults.push({
      row: 1,
      column: null,
      wrong: 'has no rows beneath the header',
      fix: 'Fill in one row for each',
    })
  faults.push(...conveningFaults(checked.referrals, context))
  const onFile = ({ reference }: { reference: string | null }) =>
    reference !== null && context.seenBy(reference) !== undefined
  notes.push(...sharingNotes(checked.referrals.filter((referral) => !onFile(referral))))
  checked.makes = makesOf(kind, checked, context)
  return checked
}

const tooMany = (what: string, most: number): RowFault => ({
  row: 1,
  column: null,
  wrong: `makes more than ${most} ${what} in the partnership`,
  fix: 'Take rows out',
})

const readers = {
  agencies: readAgencyRow,
  people: readPersonRow,
  referrals: readReferralRow,
  actions: readActionRow,
} satisfies Record<ImportKind, (reader: RowReader, reading: Reading) => unknown>

function headerFaults(
  names: readonly string[],
  header: readonly string[],
  columns: ReturnType<typeof columnsOf>,
): RowFault[] {
  const known = Object.keys(columns)
  const faults: RowFault[] = known
    .filter((name) => columns[name]?.needed && !names.includes(name))
    .map((name) => ({
      row: 1,
      column: name,
      wrong: 'is missing from the header',
      fix: 'Add this column, as in the template',
    }))
  names.forEach((name, at) => {
    // What stands over an unknown column was typed by somebody; it is named by its place.
    const place = header[at]?.trim() ? `${at + 1}` : ''
    if (place && !known.includes(name))
      faults.push({
        row: 1,
        column: `column ${place}`,
        wrong: 'is no column of this kind',
        fix: `Take it out, or name it one of: ${known.join(', ')}`,
      })
    else if (place && names.indexOf(name) < at)
      faults.push({ row: 1, column: name, wrong: 'stands twice in the header', fix: 'Take one of them out' })
  })
  return faults
}

/** The references of cases that a spreadsheet speaks of, to be looked up before it is checked. */
export function referencesIn(sheet: Sheet): string[] {
  const at = sheet.header.map(columnName).indexOf('case_reference')
  if (at < 0) return []
  return [...new Set(sheet.rows.map(({ cells }) => alike(cells[at] ?? '')).filter(Boolean))]
}

function makesOf(kind: ImportKind, checked: Checked, { seenBy }: ImportContext): Checked['makes'] {
  const count = (what: string, number: number) => ({ what, count: number })
  const { referrals } = checked
  const files = filesOf(referrals).filter(({ reference }) => !(reference && seenBy(reference)))
  return {
    agencies: [count('agencies', checked.agencies.length)],
    people: [count('invitations to a place, by mail', checked.people.length)],
    referrals: [
      count('cases', files.length),
      count('referrals', referrals.length),
      count('consents', referrals.filter(({ consent }) => consent).length),
      count(
        'cases seen by the referring agency and the coordinator alone',
        files.filter(({ current }) => !current).length,
      ),
    ],
    actions: [count('actions', checked.actions.length)],
  }[kind]
}
