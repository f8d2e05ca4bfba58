import { at } from '../addresses.ts'

const { post } = at('Cases')

export const joinFiles = post('joinFiles', '/v1/cases/:caseId/joined-files', 'referrals:triage', {
  stepUp: true,
})
export const undoJoin = post('undoJoin', '/v1/joined-files/:joinId/undoing', 'referrals:triage', {
  stepUp: true,
})
