import { at } from '../addresses.ts'

const { read, post, put } = at('Meetings')

export const orderAgenda = put('orderAgenda', '/v1/meetings/:meetingId/agenda-order', 'meetings:convene')
export const suggestAgendaOrder = read(
  'suggestAgendaOrder',
  '/v1/meetings/:meetingId/agenda-suggestion',
  'meetings:convene',
)
export const publishAgenda = post(
  'publishAgenda',
  '/v1/meetings/:meetingId/agenda-publication',
  'meetings:convene',
)
export const listAgendaCandidates = read(
  'listAgendaCandidates',
  '/v1/meetings/:meetingId/agenda-candidates',
  'meetings:convene',
)
export const listCarriedCase = post(
  'listCarriedCase',
  '/v1/meetings/:meetingId/agenda-items',
  'meetings:convene',
)
