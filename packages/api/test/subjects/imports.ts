import { uploadImport } from '@alongside/shared/imports/contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Subjects } from './subject.ts'

export async function arrangeImports({ as }: Eastmarsh) {
  const spreadsheet = await done(as.coordinator, uploadImport, { body: uploadImport.example })
  return { importId: spreadsheet.id }
}

export const importSubjects = {
  // Who coordinates sees them, and nobody else.
  importId: { bound: 'case', params: ({ importId }) => ({ importId }) },
  uploadImport: { bound: 'coordination' },
  readImportTemplate: { bound: 'nothing', query: { kind: 'people' } },
} satisfies Subjects
