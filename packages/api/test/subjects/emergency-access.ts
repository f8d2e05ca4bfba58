import { askByName, askEmergencyAccess } from '@alongside/shared/emergency-access/contract'
import { done } from '../../src/demo/found.ts'
import { givenEmergencyAccess } from '../given.ts'
import type { Eastmarsh } from '../world.ts'
import type { Subjects } from './subject.ts'

export async function arrangeEmergencyAccess(
  world: Eastmarsh,
  { spareReference }: { spareReference: string },
) {
  const { accessId } = await givenEmergencyAccess(world, 'probation', spareReference)
  const asked = await done(world.as.probation, askByName, { body: askByName.example })
  return { accessId, requestId: asked.id }
}

export const emergencyAccessSubjects = {
  requestId: { bound: 'case', params: ({ requestId }) => ({ requestId }) },
  accessId: { bound: 'case', params: ({ accessId }) => ({ accessId }) },
  // Beyond one's grants by design, within the partnership (ACC-7).
  askEmergencyAccess: {
    bound: 'partnership',
    body: ({ spareReference }) => ({ ...askEmergencyAccess.example, reference: spareReference }),
  },
  // One person's alone; it is ended and looked at by who coordinates too.
  readByName: { bound: 'account', params: (_, { requestId }) => ({ requestId }) },
  // Nobody here is on call; what one asked oneself somebody else answers, and so each is told.
  answerByName: { bound: 'account', params: (_, { requestId }) => ({ requestId }) },
  openEmergencyAccess: { bound: 'account', params: (_, { accessId }) => ({ accessId }) },
  tellEmergencyAccess: { bound: 'account', params: (_, { openAccessId }) => ({ accessId: openAccessId }) },
  endEmergencyAccess: { bound: 'account', params: (_, { openAccessId }) => ({ accessId: openAccessId }) },
  readEmergencyAccess: { bound: 'account', params: (_, { openAccessId }) => ({ accessId: openAccessId }) },
} satisfies Subjects
