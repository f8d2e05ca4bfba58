import Type, { type Static } from 'typebox'
import { AuditActionSchema } from '../audit/schema.ts'
import { command, Nothing, query } from '../contract.ts'
import { addressBlock, narrative } from '../limits.ts'
import {
  Choice,
  Closed,
  Id,
  Instant,
  Line,
  ListOf,
  LocalDate,
  Nullable,
  Page,
  PageQuery,
  RoleSchema,
  ScopeSchema,
  Text,
  Version,
  Words,
} from '../scalars.ts'
import * as at from './addresses.ts'
import { systemsAtMost } from './rules.ts'
import { systemStates } from './values.ts'

const Scopes = Type.Array(ScopeSchema, { minItems: 1, maxItems: 20, uniqueItems: true })
const Addresses = Type.Array(
  Type.String({
    maxLength: 43,
    pattern: addressBlock,
    description: 'CIDR block, like 203.0.113.0/24 or 2001:db8::/48',
  }),
  { maxItems: 20, description: 'Where its calls may come from; none: anywhere' },
)

const Secret = Closed(
  {
    id: Id,
    hint: Text(8, 'Its last characters'),
    madeBy: Line(),
    madeAt: Instant,
    lastUsedAt: Nullable(Instant),
  },
  { $id: 'SystemSecret' },
)

export const System = Closed(
  {
    id: Id,
    version: Version,
    agencyId: Id,
    agencyName: Line(),
    name: Line(),
    ownerMembershipId: Id,
    ownerName: Line(),
    scopes: Scopes,
    addresses: Addresses,
    expiresOn: LocalDate,
    state: Choice(systemStates, { $id: 'SystemState' }),
    inForce: Type.Boolean({
      description: 'Agreed, not past its last day, its owner in place, its agency’s agreements in force',
    }),
    proposedBy: Line(),
    proposedByMe: Type.Boolean(),
    proposedAt: Instant,
    decidedBy: Nullable(Line()),
    decidedAt: Nullable(Instant),
    decidedFor: Nullable(Text()),
    endedBy: Nullable(Line()),
    endedAt: Nullable(Instant),
    endedFor: Nullable(Text()),
    secrets: ListOf(Secret, 2),
    lastUsedAt: Nullable(Instant),
  },
  { $id: 'System', description: 'API-2: an agency’s own case system. Its `id` is its OAuth client_id' },
)
export type System = Static<typeof System>

export const NewSecret = Closed(
  {
    id: Id,
    clientId: Id,
    secret: Text(64, 'Shown this once, and nowhere else'),
    system: System,
  },
  { $id: 'NewSystemSecret' },
)

export const SystemCall = Closed(
  {
    id: Id,
    at: Instant,
    role: Nullable(RoleSchema),
    action: AuditActionSchema,
    subjectId: Nullable(Id),
    requestId: Nullable(Text(100)),
    fromAddress: Nullable(Text(60)),
  },
  { $id: 'SystemCall' },
)
export type SystemCall = Static<typeof SystemCall>
const systemId = { systemId: Id }

export const listSystems = query(at.listSystems, {
  summary: 'My agency’s systems; for the coordinator, every agency’s (API-2)',
  reply: Closed({ items: ListOf(System, systemsAtMost) }, { $id: 'Systems' }),
  audit: 'no case data',
})

export const readSystem = query(at.readSystem, {
  params: systemId,
  summary: 'One system: what it may do, who answers for it, its secrets in use',
  reply: System,
  audit: 'no case data',
})

export const proposeSystem = command(at.proposeSystem, {
  summary: 'My agency’s safeguarding lead asks for credentials; the coordinator agrees',
  body: Closed(
    {
      name: Line(100),
      ownerMembershipId: Id,
      scopes: Scopes,
      addresses: Type.Optional(Addresses),
      expiresOn: LocalDate,
    },
    { $id: 'NewSystem' },
  ),
  reply: System,
  status: 201,
  audit: 'system.proposed',
  refusals: ['system.not_the_lead', 'reference.unknown'],
  example: {
    name: 'Harbour case system',
    ownerMembershipId: '01995b1c-7d00-7000-8000-000000000001',
    scopes: ['referrals:write', 'referrals:read', 'flags:read', 'flags:confirm'],
    expiresOn: '2026-12-31',
  },
})

const decided = { params: systemId, reply: System, conditional: true } as const

export const agreeSystem = command(at.agreeSystem, {
  ...decided,
  summary: 'The coordinator agrees: from now on secrets can be made for it',
  body: Nothing,
  audit: 'system.agreed',
  refusals: ['system.wrong_state', 'system.own_proposal'],
  example: {},
})

export const declineSystem = command(at.declineSystem, {
  ...decided,
  summary: 'Not agreed, with the reason',
  body: Closed({ reason: Words(narrative) }, { $id: 'SystemRefusal' }),
  audit: 'system.declined',
  refusals: ['system.wrong_state', 'system.own_proposal'],
  example: { reason: 'Flags alone would do: please ask for fewer scopes.' },
})

export const changeSystem = command(at.changeSystem, {
  ...decided,
  summary: 'Name another owner, narrow scopes or addresses; its tokens end',
  body: Closed(
    {
      ownerMembershipId: Type.Optional(Id),
      scopes: Type.Optional(Scopes),
      addresses: Type.Optional(Addresses),
    },
    { $id: 'SystemChange' },
  ),
  audit: 'system.changed',
  refusals: ['system.wrong_state', 'system.not_the_lead', 'reference.unknown'],
  example: { scopes: ['flags:read', 'flags:confirm'] },
})

export const endSystem = command(at.endSystem, {
  ...decided,
  summary: 'End it, at once: its secrets and tokens are good for nothing from now on',
  body: Closed({ reason: Words(narrative) }, { $id: 'SystemEnding' }),
  audit: 'system.ended',
  refusals: ['system.wrong_state', 'system.not_the_lead'],
  example: { reason: 'We have changed to another case system.' },
})

export const makeSecret = command(at.makeSecret, {
  params: systemId,
  summary: 'A new secret, shown once; the one before stays good until it is ended',
  body: Nothing,
  reply: NewSecret,
  status: 201,
  audit: 'system.secret_made',
  refusals: ['system.wrong_state', 'system.not_the_lead', 'system.two_secrets'],
  example: {},
})

export const endSecret = command(at.endSecret, {
  params: { ...systemId, secretId: Id },
  summary: 'End one secret; tokens that the system holds end with it',
  body: Nothing,
  reply: System,
  audit: 'system.secret_ended',
  refusals: ['system.not_the_lead'],
  example: {},
})

export const listSystemCalls = query(at.listSystemCalls, {
  params: systemId,
  query: PageQuery,
  summary: 'What the system did that is on record, newest first; refused calls too',
  reply: Page(SystemCall, 'SystemCallPage'),
  audit: 'system.calls_read',
})
