import { actionEvents } from './actions/events.ts'
import { actionNotices } from './actions/notices.ts'
import { agendaEvents } from './agenda/events.ts'
import { agendaNotices } from './agenda/notices.ts'
import { caseEvents } from './cases/events.ts'
import { caseNotices } from './cases/notices.ts'
import { consentEvents } from './consent/events.ts'
import { consentNotices } from './consent/notices.ts'
import { disclosureEvents } from './disclosures/events.ts'
import { disclosureNotices } from './disclosures/notices.ts'
import { documentEvents } from './documents/events.ts'
import { documentNotices } from './documents/notices.ts'
import { emergencyEvents } from './emergency/events.ts'
import { emergencyNotices } from './emergency/notices.ts'
import { flagEvents } from './flags/events.ts'
import { flagNotices } from './flags/notices.ts'
import { guestEvents } from './guests/events.ts'
import { guestNotices } from './guests/notices.ts'
import { meetingEvents } from './meetings/events.ts'
import { meetingNotices } from './meetings/notices.ts'
import { minutesEvents } from './minutes/events.ts'
import { minutesNotices } from './minutes/notices.ts'
import { monitoringEvents } from './monitoring/events.ts'
import { outcomeEvents } from './outcomes/events.ts'
import { outcomeNotices } from './outcomes/notices.ts'
import { partnershipEvents } from './partnerships/events.ts'
import { partnershipNotices } from './partnerships/notices.ts'
import { referralEvents } from './referrals/events.ts'
import { referralNotices } from './referrals/notices.ts'
import { researchEvents } from './research/events.ts'
import { researchNotices } from './research/notices.ts'
import { roomEvents } from './room/events.ts'
import { safeguardingEvents } from './safeguarding/events.ts'
import { safeguardingNotices } from './safeguarding/notices.ts'
import { systemEvents } from './systems/events.ts'
import { systemNotices } from './systems/notices.ts'
import { webhookNotices } from './webhooks/notices.ts'

/** Every type of event: what other parts of the house, and other systems, hear of (API-3). */
export const events = {
  ...partnershipEvents,
  ...referralEvents,
  ...caseEvents,
  ...consentEvents,
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
  ...outcomeEvents,
  ...monitoringEvents,
  ...systemEvents,
} as const

/** Every kind of notice that anybody is sent. */
export const notices = {
  ...partnershipNotices,
  ...referralNotices,
  ...caseNotices,
  ...consentNotices,
  ...safeguardingNotices,
  ...meetingNotices,
  ...agendaNotices,
  ...guestNotices,
  ...researchNotices,
  ...emergencyNotices,
  ...documentNotices,
  ...disclosureNotices,
  ...minutesNotices,
  ...actionNotices,
  ...flagNotices,
  ...outcomeNotices,
  ...systemNotices,
  ...webhookNotices,
} as const
