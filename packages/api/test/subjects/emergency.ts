import { callEmergencyMeeting } from '@alongside/shared/emergency/contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subject, Subjects } from './subject.ts'

export async function arrangeEmergency({ as, rows }: Eastmarsh, { referralId }: Ground) {
  const [convener] = await rows<{ id: string }>(
    `SELECT id FROM accounts WHERE email = 'coordinator@alongside.example'`,
  )
  const emergency = await done(as.coordinator, callEmergencyMeeting, {
    params: { referralId },
    body: { people: [convener!.id], mode: 'phone', where: 'The conference line' },
  })
  return { emergencyMeetingId: emergency.id }
}

/** Known only to who sees its case. */
const emergencyMeeting: Subject = {
  bound: 'case',
  params: ({ emergencyMeetingId }) => ({ meetingId: emergencyMeetingId }),
}

export const emergencySubjects = {
  readContacts: emergencyMeeting,
  logContact: emergencyMeeting,
  recordAgreedAloud: emergencyMeeting,
} satisfies Subjects
