import Type from 'typebox'
import { Age } from '../age/schema.ts'
import { command } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Closed, Id, LocalDate, Nullable, Version, Words } from '../scalars.ts'
import { CaseHold } from './hold-schema.ts'
import * as at from './holding-addresses.ts'

const params = { caseId: Id }

export const recordAge = command(at.recordAge, {
  params,
  summary: 'What is known of her age now, with what it rests on (REF-2, REF-3)',
  description:
    'In place of what was known before. Where she is or may be under 18, everything stops at once: she leaves every agenda on which she was not heard yet, nobody is reminded, a notification to children’s social care opens, and a hold stands until a coordinator lifts it.',
  body: Closed({ age: Age }, { $id: 'NewAge' }),
  reply: Closed(
    { caseId: Id, version: Version, age: Nullable(Age), hold: Nullable(CaseHold) },
    { $id: 'RecordedAge' },
  ),
  conditional: true,
  audit: 'case.age_recorded',
  example: { age: { born: '1991-02', restsOn: 'document' } },
})

export const recordDeath = command(at.recordDeath, {
  params,
  summary: 'She has died: everything that would still be sent, asked or listed stops at once',
  description:
    'Who sees the case and who owns an open action is told. A hold stands until a coordinator lifts it.',
  body: Closed(
    {
      diedOn: Type.Optional(LocalDate),
      knownBy: Words(narrative, 'How it is known, and what else must be done'),
    },
    { $id: 'Death' },
  ),
  reply: CaseHold,
  status: 201,
  audit: 'case.death_recorded',
  refusals: ['case.held'],
  example: { knownBy: 'The hospital rang the outreach team this morning.' },
})

export const liftHold = command(at.liftHold, {
  params: { holdId: Id },
  summary:
    'It was a mistake, or she was shown to be an adult: the hold ends, and what it took off an agenda comes back',
  description:
    'Onto the same meeting while it still stands, else onto the next that has a place; where there is none it is the coordinator’s work to list her again. Nothing else that stopped begins by itself.',
  body: Closed({ reason: Words(narrative) }, { $id: 'HoldLifting' }),
  reply: CaseHold,
  audit: 'case.hold_lifted',
  refusals: ['case.hold_lifted'],
  example: { reason: 'Her passport was seen: born in 1991.' },
})
