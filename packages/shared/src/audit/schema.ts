import { Choice } from '../scalars.ts'
import { auditActions } from './actions.ts'

export const AuditActionSchema = Choice(auditActions, { $id: 'AuditAction' })
