import Type, { type Static } from 'typebox'
import { noCaseData } from '../audit.ts'
import { command, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Choice, Closed, Id, Instant, Line, ListOf, LocalDate, Nullable, Text, Words } from '../scalars.ts'
import * as at from './addresses.ts'
import { leftWorkAnswers, leftWorkKinds } from './values.ts'

const Kind = Choice(leftWorkKinds, { $id: 'LeftWorkKind' })
const Things = Type.Integer({ minimum: 0, maximum: 1_000_000 })

export const LeftWork = Closed(
  {
    id: Id,
    kind: Kind,
    caseId: Nullable(Id),
    reference: Nullable(Line(40, 'Its own, or its case’s; of papers the copy’s number')),
    dueOn: Nullable(LocalDate),
    leaverId: Id,
    leaverName: Line(),
    leftAt: Instant,
    leftFor: Nullable(Words(500, 'Why her place ended')),
    standsAside: Type.Boolean({
      description: 'She did not leave: the case is closed to her, since she stands aside (HRM-1)',
    }),
  },
  { $id: 'LeftWork', description: 'What somebody had to do who has left, until it has an owner (ACC-10)' },
)
export type LeftWork = Static<typeof LeftWork>

const AnsweredLeftWork = Closed(
  {
    id: Id,
    kind: Kind,
    reference: Nullable(Line(40)),
    leaverName: Line(),
    toName: Nullable(Line(200, 'Who has it now')),
    because: Nullable(Text(narrative, 'Why it was left')),
    answeredAt: Instant,
    answeredByName: Line(),
  },
  { $id: 'AnsweredLeftWork' },
)
export type AnsweredLeftWork = Static<typeof AnsweredLeftWork>

const LeftWorkList = Closed(
  { items: ListOf(LeftWork, 500), answered: ListOf(AnsweredLeftWork, 100) },
  { $id: 'LeftWorkList' },
)
export type LeftWorkList = Static<typeof LeftWorkList>

/** For my work: one line, of an agency. */
export const LeftWorkWaiting = Closed(
  { agencyId: Id, agencyName: Line(), things: Things, since: Instant },
  { $id: 'LeftWorkWaiting' },
)
export type LeftWorkWaiting = Static<typeof LeftWorkWaiting>

export const readWorkOfPlace = query(at.readWorkOfPlace, {
  params: { memberId: Id },
  summary: 'How much would have no owner if this place ended, and with whom it would wait (ACC-10)',
  description: 'For whoever may end it. By kind to the agency’s own; to the coordinator how much it is.',
  reply: Closed(
    {
      things: Things,
      kinds: ListOf(Closed({ kind: Kind, things: Things }), leftWorkKinds.length),
      goesTo: ListOf(Line(), 200),
    },
    { $id: 'WorkOfPlace' },
  ),
  audit: noCaseData,
  refusals: ['membership.own', 'place.not_yours'],
})

export const listLeftWork = query(at.listLeftWork, {
  summary:
    'What people had to do who have left my agency, until it has an owner, and what became of the rest (ACC-10)',
  description:
    'For whoever leads the agency or stands in for her, of the cases that she may see. Of a draft nothing but its reference.',
  reply: LeftWorkList,
  audit: 'left_work.read',
})

export const answerLeftWork = command(at.answerLeftWork, {
  params: { leftWorkId: Id },
  summary: 'Hand it to a colleague, who is told, or leave it for a reason (ACC-10)',
  description: 'Handed over: `toMembershipId`, a colleague’s place in my agency. Left: `because`.',
  body: Closed(
    {
      answer: Choice(leftWorkAnswers),
      toMembershipId: Type.Optional(Id),
      because: Type.Optional(Words(narrative)),
    },
    { $id: 'LeftWorkAnswer' },
  ),
  reply: LeftWorkList,
  audit: 'left_work.answered',
  refusals: ['left_work.answered', 'left_work.cannot_take', 'answers.incomplete'],
  example: { answer: 'left', because: 'Done before she left.' },
})
