import Type, { type Static } from 'typebox'
import { noCaseData } from '../audit.ts'
import { command, Nothing, query } from '../contract.ts'
import { agenciesAtMost } from '../partnerships/values.ts'
import { Closed, Id, Instant, Line, ListOf, LocalDate, Nullable } from '../scalars.ts'
import * as at from './addresses.ts'
import { entriesAtMost, telephonePattern, timePattern } from './values.ts'

const LocalTime = Type.String({
  pattern: timePattern,
  maxLength: 5,
  description: 'By the partnership’s clock',
})
const shift = {
  name: Line(120, 'Whoever answers, by name or by role: “Duty manager”'),
  telephone: Type.String({ pattern: telephonePattern, maxLength: 30 }),
  days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
    minItems: 1,
    maxItems: 7,
    uniqueItems: true,
    description: 'On which it begins. ISO: 1 is Monday',
  }),
  from: LocalTime,
  until: Type.String({
    ...LocalTime,
    description: 'Not after `from`: on the day after. The same as `from`: a whole day and night',
  }),
}
const membershipId = Nullable(Id)

/** MTG-5: who answers when, in the order in which they are rung. */
export const OnCallEntry = Closed(
  { id: Id, ...shift, membershipId, accountId: Nullable(Id), answersNow: Type.Boolean() },
  { $id: 'OnCallEntry' },
)
export type OnCallEntry = Static<typeof OnCallEntry>

export const OnCallList = Closed(
  {
    agencyId: Id,
    agencyName: Line(),
    version: Type.Integer({ minimum: 0, maximum: 2147483647, description: '0: none was written down yet' }),
    checkedAt: Nullable(Instant),
    checkedBy: Nullable(Line()),
    checkAgainOn: Nullable(LocalDate),
    entries: ListOf(OnCallEntry, entriesAtMost),
  },
  { $id: 'OnCallList' },
)
export type OnCallList = Static<typeof OnCallList>

/** MTG-5: hours on a day off that nobody of my agency's list has; for who keeps it. */
export const OnCallGap = Closed({ from: Instant, until: Nullable(Instant) }, { $id: 'OnCallGap' })
export type OnCallGap = Static<typeof OnCallGap>

const SavedEntry = Closed(
  { ...shift, membershipId: Type.Optional(membershipId) },
  { $id: 'SavedOnCallEntry' },
)
export type SavedEntry = Static<typeof SavedEntry>

export const readOnCall = query(at.readOnCall, {
  query: {
    referralId: Type.Optional({
      ...Id,
      description: 'Whom one may ring about this referral: without whoever she refuses in person (ACC-8)',
    }),
  },
  summary: 'Who of each agency answers when, who does now, and when each list was last checked (MTG-5)',
  reply: Closed({ items: ListOf(OnCallList, agenciesAtMost) }, { $id: 'OnCall' }),
  audit: noCaseData,
})

export const saveOnCall = command(at.saveOnCall, {
  summary: 'Write down who of my agency answers when; saving confirms it',
  description:
    'If-Match `"v0"` where there is no list yet. An entry may name a member’s place, and ends to count with it.',
  body: Closed({ entries: ListOf(SavedEntry, entriesAtMost) }, { $id: 'SavedOnCall' }),
  reply: OnCallList,
  conditional: true,
  audit: 'on_call.saved',
  refusals: ['reference.unknown'],
  example: {
    entries: [
      {
        name: 'Duty manager',
        telephone: '07700 900123',
        days: [1, 2, 3, 4, 5],
        from: '17:00',
        until: '09:00',
      },
    ],
  },
})

export const confirmOnCall = command(at.confirmOnCall, {
  summary: 'Confirm that my agency’s list is still right, as each lead does quarterly',
  body: Nothing,
  reply: OnCallList,
  conditional: true,
  audit: 'on_call.confirmed',
  refusals: ['on_call.empty'],
  example: {},
})
