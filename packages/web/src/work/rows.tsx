import { actionWork } from '../actions/work.tsx'
import { auditWork } from '../audit/work.tsx'
import { caseWork } from '../cases/work.tsx'
import { documentWork } from '../documents/work.tsx'
import { emergencyWork } from '../emergency/work.tsx'
import { emergencyAccessWork } from '../emergency-access/work.tsx'
import { flagWork } from '../flags/work.tsx'
import { leavingWork } from '../leaving/work.tsx'
import { limitWork } from '../limits/work.tsx'
import { minutesWork } from '../minutes/work.tsx'
import { onCallWork } from '../oncall/work.tsx'
import { outcomeWork } from '../outcomes/work.tsx'
import { partnershipWork } from '../partnerships/work.tsx'
import { harmWork } from '../people-who-harm/work.tsx'
import { planWork } from '../plan/work.tsx'
import { draftWork, referralWork } from '../referrals/work.tsx'
import { researchWork } from '../research/work.tsx'
import { roomWork } from '../room/work.tsx'
import { referenceWork, safeguardingWork } from '../safeguarding/work.tsx'
import { sharingWork } from '../sharing/work.tsx'
import type { Shown } from './lists.ts'

/** What each domain shows of what waits, what hurries most first. A list that nobody shows does not compile. */
export const shown: Shown = {
  ...emergencyWork,
  ...safeguardingWork,
  ...caseWork,
  ...emergencyAccessWork,
  ...limitWork,
  ...harmWork,
  ...referralWork,
  ...partnershipWork,
  ...documentWork,
  ...onCallWork,
  ...roomWork,
  ...minutesWork,
  ...researchWork,
  ...sharingWork,
  ...leavingWork,
  ...actionWork,
  ...flagWork,
  ...auditWork,
  ...planWork,
  ...outcomeWork,
  ...referenceWork,
  ...draftWork,
}
