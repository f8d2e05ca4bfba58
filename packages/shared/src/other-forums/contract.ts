import Type from 'typebox'
import { command, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Closed, Id, ListOf, Text } from '../scalars.ts'
import * as at from './addresses.ts'
import { OtherForum, OtherForumSaid } from './schema.ts'
import { forumsAtMost } from './values.ts'

const { forum: _, ...knownOfIt } = OtherForumSaid.properties
const example = {
  reference: 'M/26/104',
  keptBy: 'MARAC coordinator, Eastmarsh',
  referredOn: '2026-02-20',
  heardOn: '2026-03-02',
} as const

export const listOtherForums = query(at.listOtherForums, {
  params: { caseId: Id },
  summary: 'Other forums that know of her, of all her files that the reader sees (FOR-1)',
  description: 'MAPPA is read by agencies’ leads alone.',
  reply: Closed(
    {
      items: ListOf(OtherForum, forumsAtMost),
      more: Type.Integer({
        minimum: 0,
        maximum: 100_000,
        description: 'How many more stand, that were recorded before these',
      }),
    },
    { $id: 'OtherForums' },
  ),
  audit: 'case.read',
})

export const recordOtherForum = command(at.recordOtherForum, {
  params: { caseId: Id },
  summary: 'Another forum knows of her (FOR-1)',
  description:
    'MARAC, MAPPA, a child protection conference, an enquiry under Care Act 2014 s. 42, or the National Referral Mechanism, into which an adult is referred only if she agrees.',
  body: OtherForumSaid,
  reply: OtherForum,
  status: 201,
  audit: 'other_forum.recorded',
  refusals: ['answers.incomplete', 'other_forum.for_leads'],
  example: { forum: 'marac', ...example },
})

export const changeOtherForum = command(at.changeOtherForum, {
  params: { otherForumId: Id },
  summary: 'What is known of it now; what was said before stands with it (FOR-1)',
  description:
    'The forum itself stays; one that was never so is `mistaken`, says why, and is listed no more.',
  body: Closed(
    {
      ...knownOfIt,
      mistaken: Type.Optional(Type.Boolean()),
      why: Type.Optional(Text(narrative, 'What changed')),
    },
    { $id: 'OtherForumChange' },
  ),
  reply: OtherForum,
  conditional: true,
  audit: 'other_forum.changed',
  refusals: ['answers.incomplete', 'other_forum.for_leads'],
  example: { ...example, outcome: 'plan_agreed', why: 'It was heard today' },
})
