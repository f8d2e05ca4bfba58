import Type from 'typebox'
import { command, Nothing, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Choice, Closed, Id, ListOf, Text, Version, Words } from '../scalars.ts'
import * as at from './addresses.ts'
import {
  ConflictCheck,
  NamedWorker,
  PeopleWhoHarm,
  PersonWhoHarms,
  SaidOfPerson,
  SameNameSaid,
} from './schema.ts'
import { conflictAnswers, harmEndings } from './values.ts'

export const listPeopleWhoHarm = query(at.listPeopleWhoHarm, {
  params: { caseId: Id },
  summary: 'People who harm her, of all her files that the reader sees (HRM-1)',
  description:
    'Restricted to coordinator and chair, and, of rows on which their lead answered that he is not known to the agency, to leads, secondaries and workers whom their lead named on the case; to any other who may see the case, what she recorded herself.',
  reply: PeopleWhoHarm,
  audit: 'person_who_harms.read',
})

const example = {
  called: 'Daz',
  relation: 'former_partner',
  age: 'about 40',
  area: 'Station Road',
  sheSays: 'He waits for her outside the hostel and takes her money.',
  status: 'alleged',
  danger: 'Shouts at workers; has a dog.',
} as const

export const recordPersonWhoHarms = command(at.recordPersonWhoHarms, {
  params: { caseId: Id },
  summary: 'Record somebody who harms her (HRM-1)',
  description:
    'Named, or described. The lead of each agency with a grant is asked whether he is known there, on his name, age and area alone, and reads no more until she has answered. Where his name is that of somebody who works in the partnership, it is refused until `sameName` says whether the case is closed to that person first.',
  body: SaidOfPerson,
  reply: PersonWhoHarms,
  status: 201,
  audit: 'person_who_harms.recorded',
  refusals: ['answers.incomplete', 'person_who_harms.works_here'],
  example,
})

export const changePersonWhoHarms = command(at.changePersonWhoHarms, {
  params: { personWhoHarmsId: Id },
  summary: 'Put right or add to what is recorded of him (HRM-1)',
  description:
    'The whole of it, as it is from now on: by whoever recorded it, who leads her agency, or who coordinates; what stood before is kept. Where his name, age or area changes, the leads are asked anew whether they know him.',
  body: SaidOfPerson,
  reply: PersonWhoHarms,
  conditional: true,
  audit: 'person_who_harms.changed',
  refusals: [
    'answers.incomplete',
    'person_who_harms.ended',
    'person_who_harms.of_another',
    'person_who_harms.works_here',
  ],
  example,
})

export const endPersonWhoHarms = command(at.endPersonWhoHarms, {
  params: { personWhoHarmsId: Id },
  summary: 'He harms her no more, or it was recorded in error (HRM-1)',
  description: 'The row stays on record, with who ended it and why; nobody is asked about him any more.',
  body: Closed({ as: Choice(harmEndings), words: Words(narrative, 'Why') }, { $id: 'HarmEnded' }),
  reply: PersonWhoHarms,
  conditional: true,
  audit: 'person_who_harms.ended',
  refusals: ['person_who_harms.ended', 'person_who_harms.of_another'],
  example: { as: 'no_longer', words: 'He has moved to another town, she says.' },
})

export const restorePersonWhoHarms = command(at.restorePersonWhoHarms, {
  params: { personWhoHarmsId: Id },
  summary: 'Put back what was recorded of him before it was changed or ended (HRM-1)',
  description:
    'One of `before`, by its version. What stands now is kept among them. The leads are asked anew where his name, age or area is another again. Where his name is that of somebody who works in the partnership, it is refused until `sameName` says whether the case is closed to that person first: also of a name that nobody bore here when it was recorded.',
  body: Closed(
    { version: Version, words: Words(narrative, 'Why'), sameName: SameNameSaid },
    { $id: 'HarmRestored' },
  ),
  reply: PersonWhoHarms,
  conditional: true,
  audit: 'person_who_harms.restored',
  refusals: [
    'person_who_harms.of_another',
    'person_who_harms.no_such_version',
    'person_who_harms.works_here',
  ],
  example: { version: 1, words: 'These were her words, and they stand.' },
})

export const nameWorker = command(at.nameWorker, {
  params: { caseId: Id },
  summary: 'A worker of my agency reads who harms her (HRM-1)',
  body: Closed({ accountId: Id }, { $id: 'NewNamedWorker' }),
  reply: NamedWorker,
  status: 201,
  audit: 'person_who_harms.worker_named',
  refusals: ['reference.unknown', 'worker.named'],
  example: { accountId: '01995b1c-7d00-7000-8000-000000000001' },
})

export const endNaming = command(at.endNaming, {
  params: { namedWorkerId: Id },
  summary: 'A worker reads no more who harms her (HRM-1)',
  body: Nothing,
  reply: Closed({}, { $id: 'NamingEnded' }),
  audit: 'person_who_harms.naming_ended',
  refusals: ['worker.not_named'],
  example: {},
})

export const listConflictChecks = query(at.listConflictChecks, {
  summary: 'Whom my agency is asked about before the pack goes out: whether he is known there (HRM-1)',
  description:
    'For leads: of the cases that they may see, on his called name, age and area alone; longest waiting first.',
  reply: Closed({ items: ListOf(ConflictCheck, 200) }, { $id: 'ConflictChecks' }),
  audit: 'conflict.listed',
})

export const answerConflict = command(at.answerConflict, {
  params: { personWhoHarmsId: Id },
  summary: 'Answer whether he is known to my agency (HRM-1)',
  description:
    '`stand_aside`: somebody of the agency must not read her case; close it to that person with `closeCaseToPerson`. The newest answer counts. `not_known` opens the row to the agency; either of the others, once given, leaves that to who coordinates (`settleConflict`).',
  body: Closed(
    { answer: Choice(conflictAnswers), words: Type.Optional(Text(narrative)) },
    { $id: 'NewConflictAnswer' },
  ),
  reply: Closed({ personId: Id, caseId: Id, answer: Choice(conflictAnswers) }, { $id: 'ConflictAnswered' }),
  audit: 'conflict.answered',
  refusals: ['person_who_harms.ended', 'answers.incomplete'],
  example: { answer: 'not_known' },
})

export const settleConflict = command(at.settleConflict, {
  params: { personWhoHarmsId: Id },
  summary: 'Let an agency that knows of him read what is recorded (HRM-1)',
  description:
    'For who coordinates, once she has looked at the answer and, where somebody stands aside, the case is closed to that person.',
  body: Closed({ agencyId: Id, words: Words(narrative, 'Why') }, { $id: 'ConflictSettling' }),
  reply: PersonWhoHarms,
  audit: 'conflict.settled',
  refusals: ['person_who_harms.ended', 'conflict.not_answered', 'conflict.settled', 'conflict.not_yours'],
  example: {
    agencyId: '01995b1c-7d00-7000-8000-000000000002',
    words: 'His key worker stands aside; the lead needs to know of the danger.',
  },
})
