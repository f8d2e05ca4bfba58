import { type Import, readImport, startImport, uploadImport } from '@alongside/shared/imports/contract'
import type { ImportKind } from '@alongside/shared/imports/kinds'
import { vi } from 'vitest'
import { done } from '../src/demo/found.ts'
import type { Eastmarsh } from './world.ts'

/** A spreadsheet of these rows; a column that a row does not have is empty. */
export function csvOf(rows: readonly Record<string, string>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const quoted = (text = '') => `"${text.replaceAll('"', '""')}"`
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((cells) => cells.map(quoted).join(','))
    .join('\n')
}

/** A past referral that nothing is wrong with: of the police, discussed, without consent. */
export const pastReferral = {
  name: 'Mara',
  age: '34',
  referring_agency: 'Eastmarsh Police',
  referred_on: '2025-03-14',
  light: 'amber',
  state: 'closed',
  discussed_on: '10/04/2025',
}

export const givenUpload = (
  { as }: Eastmarsh,
  kind: ImportKind,
  rows: readonly Record<string, string>[],
): Promise<Import> => done(as.coordinator, uploadImport, { body: { kind, csv: csvOf(rows) } })

/** Once it runs no more. */
export const settled = ({ as }: Eastmarsh, importId: string): Promise<Import> =>
  vi.waitFor(
    async () => {
      const read = await done(as.coordinator, readImport, { params: { importId } })
      if (read.state === 'running') throw new Error('still running')
      return read
    },
    { interval: 20, timeout: 110_000 },
  )

export async function givenImport(
  world: Eastmarsh,
  kind: ImportKind,
  rows: readonly Record<string, string>[],
): Promise<Import> {
  const { id, version, state, faults } = await givenUpload(world, kind, rows)
  if (state !== 'ready') throw new Error(JSON.stringify(faults))
  await done(world.as.coordinator, startImport, { params: { importId: id }, version })
  return settled(world, id)
}
