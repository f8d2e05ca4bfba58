import { accountAudit } from './accounts/audit.ts'
import { accountEvents } from './accounts/events.ts'
import { accountNotices } from './accounts/notices.ts'
import { actionAudit } from './actions/audit.ts'
import { actionEvents } from './actions/events.ts'
import { actionNotices } from './actions/notices.ts'
import { agendaAudit } from './agenda/audit.ts'
import { agendaEvents } from './agenda/events.ts'
import { agendaNotices } from './agenda/notices.ts'
import { attendanceAudit } from './attendance/audit.ts'
import { auditAudit } from './audit/audit.ts'
import { auditNotices } from './audit/notices.ts'
import { caseAudit } from './cases/audit.ts'
import { caseEvents } from './cases/events.ts'
import { caseNotices } from './cases/notices.ts'
import { childAudit } from './children/audit.ts'
import { childEvents } from './children/events.ts'
import { consentAudit } from './consent/audit.ts'
import { consentEvents } from './consent/events.ts'
import { consentNotices } from './consent/notices.ts'
import { disclosureAudit } from './disclosures/audit.ts'
import { disclosureEvents } from './disclosures/events.ts'
import { disclosureNotices } from './disclosures/notices.ts'
import { documentAudit } from './documents/audit.ts'
import { documentEvents } from './documents/events.ts'
import { documentNotices } from './documents/notices.ts'
import { emergencyAudit } from './emergency/audit.ts'
import { emergencyEvents } from './emergency/events.ts'
import { emergencyNotices } from './emergency/notices.ts'
import { emergencyAccessAudit } from './emergency-access/audit.ts'
import { emergencyAccessEvents } from './emergency-access/events.ts'
import { emergencyAccessNotices } from './emergency-access/notices.ts'
import { eventAudit } from './events/audit.ts'
import { exclusionAudit } from './exclusions/audit.ts'
import { exclusionEvents } from './exclusions/events.ts'
import { exclusionNotices } from './exclusions/notices.ts'
import { flagAudit } from './flags/audit.ts'
import { flagEvents } from './flags/events.ts'
import { flagNotices } from './flags/notices.ts'
import { guestAudit } from './guests/audit.ts'
import { guestEvents } from './guests/events.ts'
import { guestNotices } from './guests/notices.ts'
import { importAudit } from './imports/audit.ts'
import { leavingAudit } from './leaving/audit.ts'
import { leavingEvents } from './leaving/events.ts'
import { leavingNotices } from './leaving/notices.ts'
import { limitAudit } from './limits/audit.ts'
import { limitEvents } from './limits/events.ts'
import { limitNotices } from './limits/notices.ts'
import { meetingAudit } from './meetings/audit.ts'
import { meetingEvents } from './meetings/events.ts'
import { meetingNotices } from './meetings/notices.ts'
import { minutesAudit } from './minutes/audit.ts'
import { minutesEvents } from './minutes/events.ts'
import { minutesNotices } from './minutes/notices.ts'
import { monitoringAudit } from './monitoring/audit.ts'
import { monitoringEvents } from './monitoring/events.ts'
import { onCallAudit } from './oncall/audit.ts'
import { onCallNotices } from './oncall/notices.ts'
import { operatorAudit } from './operator-audit.ts'
import { otherForumAudit } from './other-forums/audit.ts'
import { outcomeAudit } from './outcomes/audit.ts'
import { outcomeEvents } from './outcomes/events.ts'
import { outcomeNotices } from './outcomes/notices.ts'
import { partnershipAudit } from './partnerships/audit.ts'
import { partnershipEvents } from './partnerships/events.ts'
import { partnershipNotices } from './partnerships/notices.ts'
import { harmAudit } from './people-who-harm/audit.ts'
import { harmEvents } from './people-who-harm/events.ts'
import { harmNotices } from './people-who-harm/notices.ts'
import { planAudit } from './plan/audit.ts'
import { planEvents } from './plan/events.ts'
import { planNotices } from './plan/notices.ts'
import { reachAudit } from './reach/audit.ts'
import { referralAudit } from './referrals/audit.ts'
import { referralEvents } from './referrals/events.ts'
import { referralNotices } from './referrals/notices.ts'
import { researchAudit } from './research/audit.ts'
import { researchEvents } from './research/events.ts'
import { researchNotices } from './research/notices.ts'
import { roomAudit } from './room/audit.ts'
import { roomEvents } from './room/events.ts'
import { roomNotices } from './room/notices.ts'
import { safeguardingAudit } from './safeguarding/audit.ts'
import { safeguardingEvents } from './safeguarding/events.ts'
import { safeguardingNotices } from './safeguarding/notices.ts'
import { sessionAudit } from './sessions/audit.ts'
import { sharingAudit } from './sharing/audit.ts'
import { sharingEvents } from './sharing/events.ts'
import { sharingNotices } from './sharing/notices.ts'
import { systemAudit } from './systems/audit.ts'
import { systemEvents } from './systems/events.ts'
import { systemNotices } from './systems/notices.ts'
import { webhookAudit } from './webhooks/audit.ts'
import { webhookNotices } from './webhooks/notices.ts'
import { workAudit } from './work/audit.ts'
import { workerSafetyAudit } from './worker-safety/audit.ts'
import { workerSafetyEvents } from './worker-safety/events.ts'
import { workerSafetyNotices } from './worker-safety/notices.ts'

/** Everything that can be recorded (ACC-7), closed. Past tense: it happened, or was refused. */
export const auditWords = {
  ...sessionAudit,
  ...accountAudit,
  ...partnershipAudit,
  ...leavingAudit,
  ...onCallAudit,
  ...referralAudit,
  ...caseAudit,
  ...reachAudit,
  ...emergencyAccessAudit,
  ...childAudit,
  ...consentAudit,
  ...limitAudit,
  ...harmAudit,
  ...exclusionAudit,
  ...workerSafetyAudit,
  ...operatorAudit,
  ...sharingAudit,
  ...safeguardingAudit,
  ...meetingAudit,
  ...attendanceAudit,
  ...agendaAudit,
  ...guestAudit,
  ...researchAudit,
  ...roomAudit,
  ...emergencyAudit,
  ...documentAudit,
  ...disclosureAudit,
  ...minutesAudit,
  ...actionAudit,
  ...flagAudit,
  ...planAudit,
  ...outcomeAudit,
  ...otherForumAudit,
  ...monitoringAudit,
  ...systemAudit,
  ...eventAudit,
  ...webhookAudit,
  ...importAudit,
  ...workAudit,
  ...auditAudit,
} as const

/** Every type of event: what other parts of the house, and other systems, hear of (API-3). */
export const events = {
  ...accountEvents,
  ...partnershipEvents,
  ...leavingEvents,
  ...referralEvents,
  ...caseEvents,
  ...emergencyAccessEvents,
  ...childEvents,
  ...consentEvents,
  ...limitEvents,
  ...harmEvents,
  ...exclusionEvents,
  ...workerSafetyEvents,
  ...sharingEvents,
  ...safeguardingEvents,
  ...meetingEvents,
  ...agendaEvents,
  ...guestEvents,
  ...researchEvents,
  ...roomEvents,
  ...emergencyEvents,
  ...documentEvents,
  ...disclosureEvents,
  ...minutesEvents,
  ...actionEvents,
  ...flagEvents,
  ...planEvents,
  ...outcomeEvents,
  ...monitoringEvents,
  ...systemEvents,
} as const

/** Every kind of notice that anybody is sent. */
export const notices = {
  ...accountNotices,
  ...partnershipNotices,
  ...leavingNotices,
  ...onCallNotices,
  ...referralNotices,
  ...emergencyAccessNotices,
  ...consentNotices,
  ...caseNotices,
  ...limitNotices,
  ...harmNotices,
  ...exclusionNotices,
  ...workerSafetyNotices,
  ...sharingNotices,
  ...safeguardingNotices,
  ...meetingNotices,
  ...agendaNotices,
  ...guestNotices,
  ...researchNotices,
  ...emergencyNotices,
  ...roomNotices,
  ...documentNotices,
  ...disclosureNotices,
  ...minutesNotices,
  ...actionNotices,
  ...flagNotices,
  ...planNotices,
  ...outcomeNotices,
  ...systemNotices,
  ...webhookNotices,
  ...auditNotices,
} as const
