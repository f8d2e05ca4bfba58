import Type from 'typebox'
import { command, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Closed, Id, Line, Nullable, Words } from '../scalars.ts'
import * as at from './addresses.ts'
import { TheirReference } from './front-door-schema.ts'
import { ReceivedNotification } from './received-schema.ts'

const params = { receivedId: Id }

export const readReceived = query(at.readReceived, {
  summary: 'A safeguarding notification that my agency’s front door was told (SAF-1, SAF-2)',
  description: 'That notification alone. Of the case that it hangs on it says nothing, nor opens it.',
  params,
  reply: ReceivedNotification,
  audit: 'safeguarding.received_read',
})

export const answerReceived = command(at.answerReceived, {
  summary: 'Answer it: who took it, your reference and what happens now; who told it reads that at once',
  params,
  body: Closed(
    {
      receiver: Line(200, 'Who took it, by name'),
      reference: Type.Optional(Nullable(Line(100, 'Null or left out: it comes later'))),
      next: Words(narrative),
    },
    { $id: 'FrontDoorAnswer' },
  ),
  reply: ReceivedNotification,
  conditional: true,
  audit: 'safeguarding.answered',
  refusals: ['safeguarding.answered', 'safeguarding.taken_back'],
  example: {
    receiver: 'R. Bell, duty social worker',
    reference: 'CSC-88213',
    next: 'Strategy discussion today at 11:00. Ring me before you see the family.',
  },
})

export const giveReference = command(at.giveReference, {
  summary: 'Give your reference of what you answered, or say that there is none',
  params,
  body: TheirReference,
  reply: ReceivedNotification,
  conditional: true,
  audit: 'safeguarding.reference_given',
  refusals: ['safeguarding.unanswered', 'safeguarding.reference_settled'],
  example: { reference: 'CSC-88213' },
})
