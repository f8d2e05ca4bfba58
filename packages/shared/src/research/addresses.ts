import { at } from '../addresses.ts'

const { read, post, put } = at('Meetings')

export const readResearch = read('readResearch', '/v1/agenda-items/:itemId/research', 'meetings:contribute')
export const saveResearch = put('saveResearch', '/v1/agenda-items/:itemId/research', 'meetings:contribute')
export const shareResearch = post(
  'shareResearch',
  '/v1/agenda-items/:itemId/research/sharing',
  'meetings:contribute',
)
