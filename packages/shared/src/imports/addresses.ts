import { at } from '../addresses.ts'

const { read, file, post } = at('Partnership')

export const listImports = read('listImports', '/v1/imports', 'imports:manage')
export const readImport = read('readImport', '/v1/imports/:importId', 'imports:manage')
export const readImportTemplate = file(
  'readImportTemplate',
  '/v1/import-template',
  'imports:manage',
  'text/csv',
)
export const uploadImport = post('uploadImport', '/v1/imports', 'imports:manage')
export const startImport = post('startImport', '/v1/imports/:importId/start', 'imports:manage', {
  stepUp: true,
})
export const undoImport = post('undoImport', '/v1/imports/:importId/undoing', 'imports:manage', {
  stepUp: true,
})
