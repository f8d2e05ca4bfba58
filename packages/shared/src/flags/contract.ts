import Type, { type Static } from 'typebox'
import { command, query } from '../contract.ts'
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
  Reference,
  Version,
} from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import * as at from './addresses.ts'
import { flagStates } from './values.ts'

export type FlagState = (typeof flagStates)[number]
export const FlagState = Choice(flagStates, { $id: 'FlagState' })

export const Flag = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    version: Version,
    caseId: Id,
    caseReference: Nullable(Reference),
    agencyId: Id,
    agencyName: Line(),
    state: FlagState,
    askedAt: Instant,
    confirmedOn: Nullable(LocalDate),
    reference: Nullable(Line(200, 'The agency’s own; shown to that agency and the coordinator')),
    takenDownOn: Nullable(LocalDate),
  },
  { $id: 'Flag', description: 'FLG-1. Without a case reference the agency’s grant has ended' },
)
export type Flag = Static<typeof Flag>
const params = { caseId: Id }

export const listFlags = query(at.listFlags, {
  summary: 'The flags that my agency is asked for, longest waiting first (FLG-1)',
  query: { ...PageQuery, state: Type.Optional(FlagState) },
  reply: Page(Flag, 'FlagPage'),
  audit: 'flag.listed',
})

export const readCaseFlags = query(at.readCaseFlags, {
  params,
  summary: 'Which agencies have put the flag on their own case system, and which have not yet',
  reply: Closed({ items: ListOf(Flag, 200) }, { $id: 'CaseFlags' }),
  audit: 'flag.listed',
})

export const confirmFlag = command(at.confirmFlag, {
  params,
  summary: 'My agency’s flag stands in its own case system, since when and under which reference',
  body: Closed({ on: LocalDate, reference: Line(200) }, { $id: 'FlagConfirmation' }),
  reply: Flag,
  conditional: true,
  audit: 'flag.confirmed',
  refusals: ['flag.wrong_state'],
  example: { on: '2026-04-02', reference: 'NICHE-48213' },
})

export const takeFlagDown = command(at.takeFlagDown, {
  params,
  summary: 'My agency took its flag down; also once its grant has ended',
  body: Closed({ on: LocalDate }, { $id: 'FlagRemoval' }),
  reply: Flag,
  conditional: true,
  audit: 'flag.taken_down',
  refusals: ['flag.wrong_state'],
  example: { on: '2026-10-02' },
})
