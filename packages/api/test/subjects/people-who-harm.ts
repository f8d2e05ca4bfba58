import {
  answerConflict,
  changePersonWhoHarms,
  nameWorker,
  recordPersonWhoHarms,
} from '@alongside/shared/people-who-harm/contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

export async function arrangePeopleWhoHarm({ as, rows }: Eastmarsh, { caseId }: Ground) {
  const params = { caseId }
  const person = await done(as.coordinator, recordPersonWhoHarms, {
    params,
    body: recordPersonWhoHarms.example,
  })
  const at = { personWhoHarmsId: person.id }
  // What stood before, to put back; and he is not known to the agency, whose lead reads on for it.
  await done(as.coordinator, changePersonWhoHarms, {
    params: at,
    body: { ...recordPersonWhoHarms.example, vehicle: 'White van' },
    version: person.version,
  })
  await done(as.coordinator, answerConflict, { params: at, body: { answer: 'not_known' } })
  const [outreach] = await rows<{ id: string }>(`SELECT id FROM accounts WHERE email LIKE 'outreach@%'`)
  const named = await done(as.coordinator, nameWorker, { params, body: { accountId: outreach!.id } })
  return { personWhoHarmsId: person.id, namedWorkerId: named.id }
}

export const peopleWhoHarmSubjects = {
  personWhoHarmsId: { bound: 'restricted', params: ({ personWhoHarmsId }) => ({ personWhoHarmsId }) },
  namedWorkerId: { bound: 'case', params: ({ namedWorkerId }) => ({ namedWorkerId }) },
} satisfies Subjects
