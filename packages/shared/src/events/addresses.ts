import { at } from '../addresses.ts'

const { read } = at('Other systems')

export const listEventTypes = read('listEventTypes', '/v1/event-types', 'events:read')
export const listEvents = read('listEvents', '/v1/events', 'events:read')
