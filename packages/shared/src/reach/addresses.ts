import { at } from '../addresses.ts'

const { read, post, put } = at('Cases')

export const recordWay = post('recordWay', '/v1/cases/:caseId/ways', 'cases:record')
export const readWay = read('readWay', '/v1/ways/:wayId', 'cases:read')
export const changeWay = put('changeWay', '/v1/ways/:wayId', 'cases:record')
