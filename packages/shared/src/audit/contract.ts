import Type, { type Static } from 'typebox'
import { command, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import {
  Choice,
  Closed,
  Id,
  Instant,
  Line,
  ListOf,
  Nullable,
  Page,
  PageQuery,
  RoleSchema,
  Text,
  Version,
  Words,
} from '../scalars.ts'
import * as at from './addresses.ts'
import { AuditActionSchema } from './schema.ts'
import { readingFindings, unusualKinds } from './values.ts'

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
    refusal: Nullable(Text(60)),
    refreshOf: Nullable(Id),
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

/** How a search fits what is asked for: `spelt` is the word itself, a reference, a number or a date of birth. */
export const searchFits = ['spelt', 'begun', 'alike'] as const

export const SearchTrace = Closed(
  {
    id: Id,
    at: Instant,
    accountId: Nullable(Id),
    name: Nullable(Line()),
    agencyName: Nullable(Line()),
    role: Nullable(RoleSchema),
    action: AuditActionSchema,
    found: Nullable(
      Type.Boolean({ description: 'Whether it found anybody; null where only this was asked' }),
    ),
    fits: ListOf(Closed({ word: Text(200), fit: Choice(searchFits) }), 100),
    caseId: Nullable(Id),
    fromAddress: Nullable(Text(60)),
  },
  { $id: 'SearchTrace' },
)
export type SearchTrace = Static<typeof SearchTrace>

export const findSearches = command(at.findSearches, {
  summary:
    'Who looked for a name, a date of birth, a reference or an agency’s own number, newest first (ACC-11); a POST, because a name belongs in no address',
  description:
    'What was searched for is kept as keyed hashes alone. Asking is on record like any other search.',
  body: Closed({ ...PageQuery, q: Line(200) }, { $id: 'SearchesAsked' }),
  reply: Page(SearchTrace, 'SearchTracePage'),
  audit: 'audit.searches_read',
  lookup: true,
  example: { q: 'Marnie' },
})

export const UnusualReading = Closed(
  {
    id: Id,
    version: Version,
    kind: Choice(unusualKinds),
    times: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    from: Instant,
    until: Instant,
    noticedAt: Instant,
    accountId: Id,
    name: Line(),
    agencyName: Nullable(Line()),
    role: Nullable(RoleSchema),
    forChair: Type.Boolean({ description: 'Of the coordinating agency’s own people: the chair answers' }),
    finding: Nullable(Choice(readingFindings)),
    words: Nullable(Text()),
    answeredAt: Nullable(Instant),
    answeredBy: Nullable(Line()),
  },
  { $id: 'UnusualReading' },
)
export type UnusualReading = Static<typeof UnusualReading>

export const UnusualReadingInFull = Closed(
  { ...UnusualReading.properties, events: ListOf(AuditEvent, 200) },
  { $id: 'UnusualReadingInFull', description: 'With what that person did in that time, newest first' },
)
export type UnusualReadingInFull = Static<typeof UnusualReadingInFull>

export const listUnusualReadings = query(at.listUnusualReadings, {
  summary: 'Who read unusually: what waits for an answer first (ACC-11)',
  description: 'What is one’s own is not among it.',
  query: PageQuery,
  reply: Page(UnusualReading, 'UnusualReadingPage'),
  audit: 'audit.unusual_read',
})

export const readUnusualReading = query(at.readUnusualReading, {
  params: { readingId: Id },
  summary: 'What was unusual, and all that the person did meanwhile',
  reply: UnusualReadingInFull,
  audit: 'audit.unusual_read',
})

export const answerUnusualReading = command(at.answerUnusualReading, {
  params: { readingId: Id },
  summary: 'Say what came out of it; nobody answers for their own agency',
  body: Closed({ finding: Choice(readingFindings), words: Words(narrative) }, { $id: 'ReadingAnswer' }),
  reply: UnusualReading,
  audit: 'audit.unusual_answered',
  conditional: true,
  refusals: ['audit.answered', 'audit.for_another'],
  example: { finding: 'explained', words: 'She prepared the meeting, and read every case on its agenda.' },
})
