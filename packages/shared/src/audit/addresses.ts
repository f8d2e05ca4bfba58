import { at } from '../addresses.ts'

const { read } = at('Audit')

export const searchAudit = read('searchAudit', '/v1/audit-events', 'audit:read')
