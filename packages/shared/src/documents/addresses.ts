import { at } from '../addresses.ts'

const { read, file, post } = at('Documents')

export const readPaper = read('readPaper', '/v1/meetings/:meetingId/paper', 'documents:read')
export const circulatePack = post(
  'circulatePack',
  '/v1/meetings/:meetingId/pack-circulation',
  'documents:register',
)
export const listDocumentCopies = read(
  'listDocumentCopies',
  '/v1/meetings/:meetingId/document-copies',
  'documents:read',
)
export const registerCopy = post('registerCopy', '/v1/document-copies', 'documents:read')
export const downloadCopy = file(
  'downloadCopy',
  '/v1/document-copies/:copyId/file',
  'documents:read',
  'application/pdf',
)
export const handOutCopy = post(
  'handOutCopy',
  '/v1/document-copies/:copyId/handing-out',
  'documents:register',
)
export const collectCopy = post('collectCopy', '/v1/document-copies/:copyId/collection', 'documents:register')
export const destroyCopy = post(
  'destroyCopy',
  '/v1/document-copies/:copyId/destruction',
  'documents:register',
)
export const settleLoss = post(
  'settleLoss',
  '/v1/document-copies/:copyId/loss-settlement',
  'documents:register',
)
export const setPaperRule = at('Partnership').put('setPaperRule', '/v1/paper-rule', 'documents:register')
export const loseCopy = post('loseCopy', '/v1/document-copies/:copyId/loss', 'documents:read')
