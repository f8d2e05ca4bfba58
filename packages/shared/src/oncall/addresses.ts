import { at } from '../addresses.ts'

const { read, put, post } = at('Partnership')

export const readOnCall = read('readOnCall', '/v1/on-call', 'members:read')
export const saveOnCall = put('saveOnCall', '/v1/on-call', 'on_call:keep')
export const confirmOnCall = post('confirmOnCall', '/v1/on-call/confirmation', 'on_call:keep')
