import Type from 'typebox'
import { command, Nothing, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Choice, Closed, Id, ListOf, Text, Words } from '../scalars.ts'
import * as at from './addresses.ts'
import { ConflictCheck, HarmFacts, NamedWorker, PeopleWhoHarm, PersonWhoHarms } from './schema.ts'
import { conflictAnswers, harmEndings } from './values.ts'

export const listPeopleWhoHarm = query(at.listPeopleWhoHarm, {
  params: { caseId: Id },
  summary: 'People who harm her, of all her files that the reader sees (HRM-1)',
  description:
    'Restricted to coordinator, chair, leads, secondaries and workers whom their lead named on the case; to any other who may see the case, what she recorded herself.',
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
    'Named, or described. The lead of each agency with a grant is asked whether he is known there, on his name, age and area alone.',
  body: HarmFacts,
  reply: PersonWhoHarms,
  status: 201,
  audit: 'person_who_harms.recorded',
  refusals: ['answers.incomplete'],
  example,
})

export const changePersonWhoHarms = command(at.changePersonWhoHarms, {
  params: { personWhoHarmsId: Id },
  summary: 'Put right or add to what is recorded of him (HRM-1)',
  description:
    'The whole of it, as it is from now on. Where his name, age or area changes, the leads are asked anew whether they know him.',
  body: HarmFacts,
  reply: PersonWhoHarms,
  conditional: true,
  audit: 'person_who_harms.changed',
  refusals: ['answers.incomplete', 'person_who_harms.ended'],
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
  refusals: ['person_who_harms.ended'],
  example: { as: 'no_longer', words: 'He has moved to another town, she says.' },
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
    '`stand_aside`: somebody of the agency must not read her case; close it to that person with `closeCaseToPerson`. The newest answer counts.',
  body: Closed(
    { answer: Choice(conflictAnswers), words: Type.Optional(Text(narrative)) },
    { $id: 'NewConflictAnswer' },
  ),
  reply: Closed({ personId: Id, caseId: Id, answer: Choice(conflictAnswers) }, { $id: 'ConflictAnswered' }),
  audit: 'conflict.answered',
  refusals: ['person_who_harms.ended', 'answers.incomplete'],
  example: { answer: 'not_known' },
})
