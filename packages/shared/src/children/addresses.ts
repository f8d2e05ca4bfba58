import { at } from '../addresses.ts'

const { read, post, put } = at('Cases')

export const recordChild = post('recordChild', '/v1/cases/:caseId/children', 'cases:record')
export const changeChild = put('changeChild', '/v1/children/:childId', 'cases:record')
export const recordChildPlaces = post('recordChildPlaces', '/v1/children/:childId/places', 'cases:record')
export const tellSameChild = post('tellSameChild', '/v1/children/:childId/same-child', 'cases:record')
export const readChildHistory = read('readChildHistory', '/v1/children/:childId/history', 'cases:read')
