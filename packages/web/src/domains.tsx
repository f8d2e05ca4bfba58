import { accountPages, mailedLinkPages } from './accounts/routes.tsx'
import { actionPages } from './actions/routes.tsx'
import { attendancePages } from './attendance/routes.tsx'
import { auditPages } from './audit/routes.tsx'
import { casePages } from './cases/routes.tsx'
import { documentPages } from './documents/routes.tsx'
import { emergencyPages } from './emergency/routes.tsx'
import { emergencyAccessPages } from './emergency-access/routes.tsx'
import { importPages } from './imports/routes.tsx'
import { leavingPages } from './leaving/routes.tsx'
import { meetingPages } from './meetings/routes.tsx'
import { monitoringPages } from './monitoring/routes.tsx'
import { onCallPages } from './oncall/routes.tsx'
import { partnershipPages } from './partnerships/routes.tsx'
import { harmPages } from './people-who-harm/routes.tsx'
import { referralPages } from './referrals/routes.tsx'
import { researchPages } from './research/routes.tsx'
import { roomPages } from './room/routes.tsx'
import { safeguardingPages } from './safeguarding/routes.tsx'
import { invitationPage, sessionPages } from './session/routes.tsx'
import { sharingPages } from './sharing/routes.tsx'
import { systemPages } from './systems/routes.tsx'
import { workPages } from './work/routes.tsx'

/** The pages of every domain behind sign-in. */
export const pages = [
  ...sessionPages,
  ...accountPages,
  ...workPages,
  ...referralPages,
  ...emergencyPages,
  ...casePages,
  ...sharingPages,
  ...emergencyAccessPages,
  ...meetingPages,
  ...attendancePages,
  ...documentPages,
  ...roomPages,
  ...researchPages,
  ...actionPages,
  ...partnershipPages,
  ...leavingPages,
  ...onCallPages,
  ...safeguardingPages,
  ...systemPages,
  ...importPages,
  ...harmPages,
  ...monitoringPages,
  ...auditPages,
] as const

/** Those that need no account. */
export const openPages = [invitationPage, ...mailedLinkPages] as const
