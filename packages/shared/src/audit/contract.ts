import Type, { type Static } from 'typebox'
import { query } from '../contract.ts'
import { Closed, Id, Instant, Line, Nullable, Page, PageQuery, RoleSchema, Text } from '../scalars.ts'
import * as at from './addresses.ts'
import { AuditActionSchema } from './schema.ts'

export const AuditEvent = Closed(
  {
    id: Id,
    at: Instant,
    accountId: Nullable(Id),
    name: Nullable(Line()),
    agencyName: Nullable(Line()),
    role: Nullable(RoleSchema),
    action: AuditActionSchema,
    subjectId: Nullable(Id),
    caseId: Nullable(Id),
    basis: Nullable(Text(60)),
    requestId: Nullable(Text(100)),
    fromAddress: Nullable(Text(60)),
    sealed: Type.Boolean({ description: 'Hash-chained by the sealer' }),
  },
  { $id: 'AuditEvent' },
)
export type AuditEvent = Static<typeof AuditEvent>

export const searchAudit = query(at.searchAudit, {
  summary: 'What was done in the partnership, by whom (ACC-7)',
  query: {
    ...PageQuery,
    accountId: Type.Optional(Id),
    caseId: Type.Optional(Id),
    action: Type.Optional(AuditActionSchema),
    from: Type.Optional(Instant),
    until: Type.Optional(Instant),
  },
  reply: Page(AuditEvent, 'AuditPage'),
  audit: 'audit.searched',
})
