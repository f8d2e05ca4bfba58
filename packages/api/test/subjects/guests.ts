import { proposeGuest } from '@alongside/shared/guests/contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

export async function arrangeGuests({ as }: Eastmarsh, { itemId }: Ground) {
  const invitation = await done(as.outreach, proposeGuest, {
    params: { itemId },
    body: { ...proposeGuest.example, email: 'proposed@matrix.example' },
  })
  return { invitationId: invitation.id }
}

export const guestSubjects = {
  invitationId: { bound: 'case', params: ({ invitationId }) => ({ invitationId }) },
  // Of whoever is invited: here, of those who are at home with the subjects.
  readMyInvitation: { bound: 'case' },
  signMyInvitation: { bound: 'case' },
} satisfies Subjects
