import type { AuditAction } from '../audit.ts'
import { auditWords } from '../domains.ts'

export const auditActions = Object.keys(auditWords) as AuditAction[]
