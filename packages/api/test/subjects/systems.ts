import { agreeSystem, makeSecret, proposeSystem } from '@alongside/shared/systems/contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Subjects } from './subject.ts'

export async function arrangeSystems({ as, rows }: Eastmarsh) {
  const [lead] = await rows<{ id: string }>(
    `UPDATE memberships m SET safeguarding_lead = true FROM accounts a
      WHERE a.id = m.account_id AND a.email = 'outreach@alongside.example' RETURNING m.id`,
  )
  const system = await done(as.outreach, proposeSystem, {
    body: { ...proposeSystem.example, ownerMembershipId: lead!.id },
  })
  await done(as.coordinator, agreeSystem, { params: { systemId: system.id }, version: system.version })
  const secret = await done(as.outreach, makeSecret, { params: { systemId: system.id } })
  return { systemId: system.id, secretId: secret.id }
}

export const systemSubjects = {
  systemId: { bound: 'case', params: ({ systemId }) => ({ systemId }) },
  endSecret: { bound: 'case', params: ({ systemId, secretId }) => ({ systemId, secretId }) },
  proposeSystem: {
    bound: 'nothing',
    body: (_, { membershipId }) => ({ ...proposeSystem.example, ownerMembershipId: membershipId }),
  },
} satisfies Subjects
