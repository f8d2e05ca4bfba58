import Type, { type Static } from 'typebox'
import { command, Nothing, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import {
  Choice,
  Closed,
  Id,
  Instant,
  Line,
  ListOf,
  LocalDate,
  Nullable,
  Reference,
  Text,
  Words,
} from '../scalars.ts'
import * as at from './addresses.ts'
import { sharingAnswers, sharingCauses, sharingWorkKinds } from './values.ts'

const SharingSide = Closed(
  {
    side: Choice(['lost', 'gained', 'promised']),
    agencyId: Id,
    agencyName: Line(),
    /** One person of it alone; null: the agency, or who chairs and coordinates. */
    accountName: Nullable(Line()),
    cause: Choice(sharingCauses),
    keepsOwn: Type.Boolean({
      description: 'What the agency made itself with its own referral stays open to it',
    }),
  },
  { $id: 'SharingSide' },
)

export const SharingWork = Closed(
  {
    id: Id,
    agencyId: Id,
    agencyName: Line(),
    kind: Choice(sharingWorkKinds),
    subjectId: Id,
    reference: Nullable(Line(40)),
    meetingStartsAt: Nullable(Instant),
    stoppedAt: Nullable(Instant),
    answer: Nullable(Choice([...sharingAnswers, 'reads_again'])),
    answeredAt: Nullable(Instant),
    toAgencyName: Nullable(Line()),
    because: Nullable(Text(narrative, 'For who may read the case')),
  },
  { $id: 'SharingWork', description: 'What runs with an agency that may read the case no more (CON-3)' },
)
export type SharingWork = Static<typeof SharingWork>

export const SharingChange = Closed(
  {
    id: Id,
    at: Instant,
    caseReference: Reference,
    holderAgencyName: Line(),
    caseId: Nullable(Id),
    sides: ListOf(SharingSide, 200),
    work: ListOf(SharingWork, 200),
  },
  {
    $id: 'SharingChange',
    description:
      'Whose case it was, by the reference that they knew, and what to stop. `caseId`: null to who may read it no more; she is told of her own agency alone.',
  },
)
export type SharingChange = Static<typeof SharingChange>

/** For my work: a change under which something of my agency’s is still to be stopped, or to be settled by who coordinates. */
export const SharingOpen = Closed(
  {
    id: Id,
    at: Instant,
    caseReference: Reference,
    holderAgencyName: Line(),
    agencyNames: ListOf(Line(), 200),
    running: Type.Integer({ minimum: 1, maximum: 100_000 }),
  },
  { $id: 'SharingOpen' },
)
export type SharingOpen = Static<typeof SharingOpen>

export const readSharingChange = query(at.readSharingChange, {
  params: { sharingChangeId: Id },
  summary: 'Who may read a case no more, who may now, and what to stop (CON-3)',
  reply: SharingChange,
  audit: 'sharing.read',
})

export const confirmSharingStopped = command(at.confirmSharingStopped, {
  params: { sharingChangeId: Id },
  summary: 'My agency has stopped what ran with it (CON-3)',
  body: Nothing,
  reply: SharingChange,
  audit: 'sharing.stopped',
  refusals: ['sharing.nothing_runs'],
  example: {},
})

export const settleSharingWork = command(at.settleSharingWork, {
  params: { sharingWorkId: Id },
  summary: 'Stop it, hand it over, or leave it with a reason (CON-3)',
  description:
    'Handed over: `toAgencyId`, of an agency that may read the case. An action that is left: `until`, its new date.',
  body: Closed(
    {
      answer: Choice(sharingAnswers),
      toAgencyId: Type.Optional(Id),
      until: Type.Optional(LocalDate),
      because: Words(narrative),
    },
    { $id: 'SharingSettling' },
  ),
  reply: SharingChange,
  audit: 'sharing.settled',
  refusals: ['sharing.settled', 'answers.incomplete', 'action.wrong_state'],
  example: { answer: 'stopped', because: 'Outreach does it now.' },
})
