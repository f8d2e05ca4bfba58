import { accountPaths } from './accounts/paths.ts'
import { actionPaths } from './actions/paths.ts'
import { attendancePaths } from './attendance/paths.ts'
import { auditPaths } from './audit/paths.ts'
import { casePaths } from './cases/paths.ts'
import { documentPaths } from './documents/paths.ts'
import { emergencyPaths } from './emergency/paths.ts'
import { emergencyAccessPaths } from './emergency-access/paths.ts'
import { importPaths } from './imports/paths.ts'
import { leavingPaths } from './leaving/paths.ts'
import { meetingPaths } from './meetings/paths.ts'
import { monitoringPaths } from './monitoring/paths.ts'
import { onCallPaths } from './oncall/paths.ts'
import { partnershipPaths } from './partnerships/paths.ts'
import { harmPaths } from './people-who-harm/paths.ts'
import { referralPaths } from './referrals/paths.ts'
import { researchPaths } from './research/paths.ts'
import { roomPaths } from './room/paths.ts'
import { safeguardingPaths } from './safeguarding/paths.ts'
import { sessionPaths } from './session/paths.ts'
import { sharingPaths } from './sharing/paths.ts'
import { systemPaths } from './systems/paths.ts'
import { workPaths } from './work/paths.ts'

/** Where everything lives: spread into a link, `<Link {...paths.referral(id)}>`; the router checks each by its type. */
export const paths = {
  ...workPaths,
  ...sessionPaths,
  ...accountPaths,
  ...referralPaths,
  ...emergencyPaths,
  ...emergencyAccessPaths,
  ...casePaths,
  ...sharingPaths,
  ...meetingPaths,
  ...attendancePaths,
  ...documentPaths,
  ...roomPaths,
  ...researchPaths,
  ...actionPaths,
  ...partnershipPaths,
  ...leavingPaths,
  ...onCallPaths,
  ...safeguardingPaths,
  ...systemPaths,
  ...importPaths,
  ...harmPaths,
  ...monitoringPaths,
  ...auditPaths,
} as const
