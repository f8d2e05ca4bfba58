import * as accounts from './accounts/contract.ts'
import * as actions from './actions/contract.ts'
import * as agenda from './agenda/contract.ts'
import * as attendance from './attendance/contract.ts'
import * as audit from './audit/contract.ts'
import * as cases from './cases/contract.ts'
import * as holding from './cases/holding-contract.ts'
import * as joining from './cases/joining-contract.ts'
import * as children from './children/contract.ts'
import * as consent from './consent/contract.ts'
import * as papersForHer from './consent/papers-contract.ts'
import type { Contract } from './contract.ts'
import * as disclosures from './disclosures/contract.ts'
import * as documents from './documents/contract.ts'
import * as downtimeKit from './documents/kit-contract.ts'
import * as emergency from './emergency/contract.ts'
import * as emergencyAccess from './emergency-access/contract.ts'
import * as events from './events/contract.ts'
import * as exclusions from './exclusions/contract.ts'
import * as flags from './flags/contract.ts'
import * as guests from './guests/contract.ts'
import * as imports from './imports/contract.ts'
import * as leaving from './leaving/contract.ts'
import * as limits from './limits/contract.ts'
import * as meetings from './meetings/contract.ts'
import * as minutes from './minutes/contract.ts'
import * as monitoring from './monitoring/contract.ts'
import * as reports from './monitoring/reports-contract.ts'
import * as oncall from './oncall/contract.ts'
import * as otherForums from './other-forums/contract.ts'
import * as outcomes from './outcomes/contract.ts'
import * as partnerships from './partnerships/contract.ts'
import * as legalFacts from './partnerships/facts-contract.ts'
import * as peopleWhoHarm from './people-who-harm/contract.ts'
import * as plan from './plan/contract.ts'
import * as reach from './reach/contract.ts'
import * as referrals from './referrals/contract.ts'
import * as conversation from './referrals/conversation-contract.ts'
import * as research from './research/contract.ts'
import * as room from './room/contract.ts'
import * as safeguarding from './safeguarding/contract.ts'
import * as frontDoors from './safeguarding/doors-contract.ts'
import * as received from './safeguarding/received-contract.ts'
import * as sessions from './sessions/contract.ts'
import * as sharing from './sharing/contract.ts'
import * as systems from './systems/contract.ts'
import * as webhooks from './webhooks/contract.ts'
import * as work from './work/contract.ts'
import * as workerSafety from './worker-safety/contract.ts'

const all = {
  ...sessions,
  ...accounts,
  ...partnerships,
  ...legalFacts,
  ...leaving,
  ...oncall,
  ...referrals,
  ...conversation,
  ...cases,
  ...holding,
  ...joining,
  ...reach,
  ...emergencyAccess,
  ...children,
  ...consent,
  ...papersForHer,
  ...limits,
  ...peopleWhoHarm,
  ...exclusions,
  ...workerSafety,
  ...sharing,
  ...safeguarding,
  ...frontDoors,
  ...received,
  ...meetings,
  ...guests,
  ...attendance,
  ...minutes,
  ...room,
  ...agenda,
  ...research,
  ...emergency,
  ...flags,
  ...plan,
  ...outcomes,
  ...otherForums,
  ...documents,
  ...downtimeKit,
  ...disclosures,
  ...actions,
  ...monitoring,
  ...reports,
  ...systems,
  ...events,
  ...webhooks,
  ...imports,
  ...work,
  ...audit,
}

/** Every contract by the name of its address. */
export type Contracts = typeof all

const isContract = (thing: unknown): thing is Contract =>
  typeof thing === 'object' &&
  thing !== null &&
  'kind' in thing &&
  (thing.kind === 'query' || thing.kind === 'command' || thing.kind === 'stream')

/** Every operation that exists. The access matrix, the OpenAPI document and the route check are generated from it. */
export const operations: readonly Contract[] = Object.values<unknown>(all).filter(isContract)
