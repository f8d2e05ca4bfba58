import { at } from '../addresses.ts'

const { read, post } = at('Cases')

export const listOtherForums = read('listOtherForums', '/v1/cases/:caseId/other-forums', 'cases:read')
export const recordOtherForum = post('recordOtherForum', '/v1/cases/:caseId/other-forums', 'cases:record')
export const changeOtherForum = post(
  'changeOtherForum',
  '/v1/other-forums/:otherForumId/changes',
  'cases:record',
)
