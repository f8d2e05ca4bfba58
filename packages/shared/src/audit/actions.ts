import type { AuditAction } from '../audit.ts'
import { auditWords } from '../domains.ts'
import { Choice } from '../scalars.ts'

export const auditActions = Object.keys(auditWords) as AuditAction[]
export const AuditActionSchema = Choice(auditActions, { $id: 'AuditAction' })
