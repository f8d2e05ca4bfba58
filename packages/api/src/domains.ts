import type { EventType } from '@alongside/shared/events'
import { accountHearing } from './accounts/hearing.ts'
import { accountRoutes } from './accounts/routes.ts'
import { actionClocks } from './actions/clocks.ts'
import { actionHearing } from './actions/hearing.ts'
import { actionRoutes } from './actions/routes.ts'
import { agendaHearing } from './agenda/hearing.ts'
import { agendaRoutes } from './agenda/routes.ts'
import { attendanceRoutes } from './attendance/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { unusualRoutes } from './audit/unusual-routes.ts'
import { caseHearing } from './cases/hearing.ts'
import { holdingRoutes } from './cases/holding-routes.ts'
import { joiningRoutes } from './cases/joining-routes.ts'
import { caseRoutes } from './cases/routes.ts'
import { childHearing } from './children/hearing.ts'
import { childRoutes } from './children/routes.ts'
import { consentClocks } from './consent/clocks.ts'
import { consentHearing } from './consent/hearing.ts'
import { lawfulRoutes } from './consent/lawful-routes.ts'
import { consentRoutes } from './consent/routes.ts'
import { disclosureHearing } from './disclosures/hearing.ts'
import { releaseRoutes } from './disclosures/release-routes.ts'
import { disclosureRoutes } from './disclosures/routes.ts'
import { forHerRoutes } from './documents/for-her-routes.ts'
import { documentHearing } from './documents/hearing.ts'
import { kitRoutes } from './documents/kit-routes.ts'
import { documentRoutes } from './documents/routes.ts'
import { emergencyClocks } from './emergency/clocks.ts'
import { emergencyHearing } from './emergency/hearing.ts'
import { emergencyRoutes } from './emergency/routes.ts'
import { byNameRoutes } from './emergency-access/by-name-routes.ts'
import { emergencyAccessClocks } from './emergency-access/clocks.ts'
import { emergencyAccessHearing } from './emergency-access/hearing.ts'
import { emergencyAccessRoutes } from './emergency-access/routes.ts'
import { eventRoutes } from './events/routes.ts'
import { exclusionClocks } from './exclusions/clocks.ts'
import { exclusionHearing } from './exclusions/hearing.ts'
import { exclusionRoutes } from './exclusions/routes.ts'
import { flagClocks } from './flags/clocks.ts'
import { flagHearing } from './flags/hearing.ts'
import { flagRoutes } from './flags/routes.ts'
import { guestHearing } from './guests/hearing.ts'
import { guestRoutes } from './guests/routes.ts'
import { importClocks } from './imports/clocks.ts'
import { importRoutes } from './imports/routes.ts'
import { leavingHearing } from './leaving/hearing.ts'
import { leavingRoutes } from './leaving/routes.ts'
import { limitClocks } from './limits/clocks.ts'
import { limitHearing } from './limits/hearing.ts'
import { overrideRoutes } from './limits/override-routes.ts'
import { limitRoutes } from './limits/routes.ts'
import { calendarRoutes } from './meetings/calendar-routes.ts'
import { meetingClocks } from './meetings/clocks.ts'
import { feedRoutes } from './meetings/feed-routes.ts'
import { meetingHearing } from './meetings/hearing.ts'
import { meetingRoutes } from './meetings/routes.ts'
import { minutesHearing } from './minutes/hearing.ts'
import { minutesRoutes } from './minutes/routes.ts'
import { monitoringHearing } from './monitoring/hearing.ts'
import { reportRoutes } from './monitoring/report-routes.ts'
import { monitoringRoutes } from './monitoring/routes.ts'
import type { Hearing } from './notices/hearing.ts'
import type { Clock } from './notices/slice.ts'
import { onCallClocks } from './oncall/clocks.ts'
import { onCallRoutes } from './oncall/routes.ts'
import { otherForumRoutes } from './other-forums/routes.ts'
import { outcomeClocks } from './outcomes/clocks.ts'
import { outcomeHearing } from './outcomes/hearing.ts'
import { outcomeRoutes } from './outcomes/routes.ts'
import { legalFactsRoutes } from './partnerships/facts-routes.ts'
import { platformRoutes } from './partnerships/founding-routes.ts'
import { partnershipHearing } from './partnerships/hearing.ts'
import { placeRoutes } from './partnerships/place-routes.ts'
import { partnershipRoutes } from './partnerships/routes.ts'
import { harmClocks } from './people-who-harm/clocks.ts'
import { harmHearing } from './people-who-harm/hearing.ts'
import { harmRoutes } from './people-who-harm/routes.ts'
import { planClocks } from './plan/clocks.ts'
import { planHearing } from './plan/hearing.ts'
import { planRoutes } from './plan/routes.ts'
import { reachRoutes } from './reach/routes.ts'
import { referralClocks } from './referrals/clocks.ts'
import { comparisonRoutes } from './referrals/comparison-routes.ts'
import { conversationRoutes } from './referrals/conversation-routes.ts'
import { draftRoutes } from './referrals/draft-routes.ts'
import { referralHearing } from './referrals/hearing.ts'
import { referralListRoutes } from './referrals/list-routes.ts'
import { restRoutes } from './referrals/rest-routes.ts'
import { referralRoutes } from './referrals/routes.ts'
import { submissionRoutes } from './referrals/submission-routes.ts'
import { triageRoutes } from './referrals/triage-routes.ts'
import { researchHearing } from './research/hearing.ts'
import { researchRoutes } from './research/routes.ts'
import { deputyRoutes } from './room/deputy-routes.ts'
import { roomHearing } from './room/hearing.ts'
import { itemRoutes } from './room/item-routes.ts'
import { roomRoutes } from './room/routes.ts'
import { saidRoutes } from './room/said-routes.ts'
import { safeguardingClocks } from './safeguarding/clocks.ts'
import { frontDoorRoutes } from './safeguarding/front-door-routes.ts'
import { safeguardingHearing } from './safeguarding/hearing.ts'
import { receivedRoutes } from './safeguarding/received-routes.ts'
import { safeguardingRoutes } from './safeguarding/routes.ts'
import { invitationRoutes } from './sessions/invitation-routes.ts'
import { openSessionRoutes, sessionRoutes } from './sessions/routes.ts'
import { sharingClocks } from './sharing/clocks.ts'
import { sharingHearing } from './sharing/hearing.ts'
import { sharingRoutes } from './sharing/routes.ts'
import { systemHearing } from './systems/hearing.ts'
import { systemRoutes } from './systems/routes.ts'
import { webhookRoutes } from './webhooks/routes.ts'
import { workRoutes } from './work/routes.ts'
import { workerSafetyHearing } from './worker-safety/hearing.ts'
import { workerSafetyRoutes } from './worker-safety/routes.ts'

/** Every part of the domain, in the order in which a referral meets them. */
export const domainRoutes = [
  sessionRoutes,
  openSessionRoutes,
  invitationRoutes,
  accountRoutes,
  platformRoutes,
  partnershipRoutes,
  placeRoutes,
  leavingRoutes,
  onCallRoutes,
  draftRoutes,
  submissionRoutes,
  referralListRoutes,
  referralRoutes,
  conversationRoutes,
  restRoutes,
  comparisonRoutes,
  triageRoutes,
  caseRoutes,
  childRoutes,
  holdingRoutes,
  joiningRoutes,
  reachRoutes,
  emergencyAccessRoutes,
  byNameRoutes,
  consentRoutes,
  lawfulRoutes,
  forHerRoutes,
  limitRoutes,
  sharingRoutes,
  overrideRoutes,
  harmRoutes,
  exclusionRoutes,
  workerSafetyRoutes,
  safeguardingRoutes,
  frontDoorRoutes,
  legalFactsRoutes,
  receivedRoutes,
  auditRoutes,
  unusualRoutes,
  actionRoutes,
  meetingRoutes,
  calendarRoutes,
  feedRoutes,
  agendaRoutes,
  researchRoutes,
  itemRoutes,
  saidRoutes,
  deputyRoutes,
  guestRoutes,
  attendanceRoutes,
  minutesRoutes,
  roomRoutes,
  emergencyRoutes,
  flagRoutes,
  planRoutes,
  outcomeRoutes,
  otherForumRoutes,
  documentRoutes,
  kitRoutes,
  disclosureRoutes,
  releaseRoutes,
  monitoringRoutes,
  reportRoutes,
  systemRoutes,
  eventRoutes,
  webhookRoutes,
  importRoutes,
  workRoutes,
]

/** What each domain does on its events. A type of event that nobody decided about does not compile. */
export const hearing = {
  ...accountHearing,
  ...partnershipHearing,
  ...leavingHearing,
  ...referralHearing,
  ...caseHearing,
  ...emergencyAccessHearing,
  ...childHearing,
  ...consentHearing,
  ...limitHearing,
  ...harmHearing,
  ...exclusionHearing,
  ...workerSafetyHearing,
  ...sharingHearing,
  ...safeguardingHearing,
  ...meetingHearing,
  ...agendaHearing,
  ...guestHearing,
  ...researchHearing,
  ...roomHearing,
  ...emergencyHearing,
  ...documentHearing,
  ...disclosureHearing,
  ...minutesHearing,
  ...actionHearing,
  ...flagHearing,
  ...planHearing,
  ...outcomeHearing,
  ...monitoringHearing,
  ...systemHearing,
} satisfies Hearing<EventType>

/** The deadlines of each domain. */
export const clocks: readonly Clock[] = [
  ...referralClocks,
  ...safeguardingClocks,
  actionClocks,
  ...consentClocks,
  sharingClocks,
  ...emergencyAccessClocks,
  ...limitClocks,
  harmClocks,
  exclusionClocks,
  ...flagClocks,
  ...outcomeClocks,
  planClocks,
  meetingClocks,
  emergencyClocks,
  onCallClocks,
  importClocks,
]
