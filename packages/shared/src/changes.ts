import { actionChanges } from './actions/changes.ts'
import { agendaChanges } from './agenda/changes.ts'
import { caseChanges } from './cases/changes.ts'
import { childChanges } from './children/changes.ts'
import { consentChanges } from './consent/changes.ts'
import { disclosureChanges } from './disclosures/changes.ts'
import { exclusionChanges } from './exclusions/changes.ts'
import { flagChanges } from './flags/changes.ts'
import { guestChanges } from './guests/changes.ts'
import { limitChanges } from './limits/changes.ts'
import { otherForumChanges } from './other-forums/changes.ts'
import { outcomeChanges } from './outcomes/changes.ts'
import { harmChanges } from './people-who-harm/changes.ts'
import { planChanges } from './plan/changes.ts'
import { reachChanges } from './reach/changes.ts'
import { referralChanges } from './referrals/changes.ts'
import { safeguardingChanges } from './safeguarding/changes.ts'
import { sharingChanges } from './sharing/changes.ts'
import { workerSafetyChanges } from './worker-safety/changes.ts'

/** Everything of which changes stand in the history of a case (REF-11). */
export const changes = {
  ...referralChanges,
  ...caseChanges,
  ...childChanges,
  ...reachChanges,
  ...consentChanges,
  ...limitChanges,
  ...harmChanges,
  ...exclusionChanges,
  ...workerSafetyChanges,
  ...sharingChanges,
  ...safeguardingChanges,
  ...agendaChanges,
  ...guestChanges,
  ...disclosureChanges,
  ...actionChanges,
  ...flagChanges,
  ...planChanges,
  ...outcomeChanges,
  ...otherForumChanges,
} as const
