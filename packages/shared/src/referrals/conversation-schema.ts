import type { Static } from 'typebox'
import { narrative } from '../limits.ts'
import { Choice, Closed, Id, Instant, Line, Nullable, Reference, Text } from '../scalars.ts'
import { Light } from '../traffic-light/schema.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import { responseKinds } from './values.ts'

export const ResponseKind = Choice(responseKinds, { $id: 'ResponseKind' })
export type ResponseKind = (typeof responseKinds)[number]

export const GivenResponse = Closed(
  {
    ...MayBeUnreadable,
    response: ResponseKind,
    worker: Line(),
    words: Nullable(Text()),
    reason: Nullable(Text(narrative, 'Of one that puts an earlier one right: why')),
    at: Instant,
    by: Line(),
  },
  { $id: 'GivenResponse', description: 'REF-8: every answer of a recipient stays; the newest counts' },
)

export const Question = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    recipientId: Id,
    agencyName: Line(),
    questions: Text(),
    meanwhile: Nullable(Text(narrative, 'What the recipient does until it is answered')),
    askedAt: Instant,
    askedBy: Line(),
    dueAt: Instant,
    answer: Nullable(Text()),
    answeredAt: Nullable(Instant),
    answeredBy: Nullable(Line()),
  },
  {
    $id: 'Question',
    description:
      'REF-13: read by the referrer’s agency, the recipient that asked, and the coordinator. Answered without `answer`: the form was sent again',
  },
)
export type Question = Static<typeof Question>

export const Addition = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    questionId: Nullable(Id),
    words: Text(),
    at: Instant,
    by: Line(),
    agencyName: Line(),
  },
  { $id: 'Addition', description: 'REF-13: beside the form as it was submitted, for everybody who reads it' },
)
export type Addition = Static<typeof Addition>

export const QuestionWaiting = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    referralId: Id,
    reference: Reference,
    name: Nullable(Text(200)),
    agencyName: Line(200, 'Who asks'),
    light: Light,
    dueAt: Instant,
  },
  { $id: 'QuestionWaiting', description: 'REF-13: what my agency is asked about its referral' },
)
export type QuestionWaiting = Static<typeof QuestionWaiting>
