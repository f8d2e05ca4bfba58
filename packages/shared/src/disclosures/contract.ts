import Type, { type Static } from 'typebox'
import { command, Nothing, query } from '../contract.ts'
import { CopyNumber, Kind, Paper } from '../documents/contract.ts'
import { HerNo } from '../limits/schema.ts'
import { narrative } from '../limits.ts'
import {
  Choice,
  Closed,
  Email,
  Id,
  Instant,
  Line,
  ListOf,
  Nullable,
  Reference,
  Text,
  Version,
  Words,
} from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import * as at from './addresses.ts'
import { disclosureStates, noesAtMost, releaseParts } from './values.ts'

const Parts = ListOf(Choice(releaseParts, { $id: 'ReleasePart' }), releaseParts.length)

/** Of whom whoever gets a copy may be, whom somebody in it refuses. */
const MayBeOf = Closed({ caseReference: Reference, agencyName: Line() }, { $id: 'MayBeOf' })

export const Disclosure = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    version: Version,
    meetingId: Id,
    kind: Kind,
    itemId: Nullable(Id),
    caseReference: Nullable(Reference),
    recipientName: Line(),
    recipientOrganisation: Line(),
    recipientEmail: Line(320),
    reason: Text(),
    askedBy: Line(),
    ofGuest: Type.Boolean({
      description:
        'GST-1: who was a guest of that item gets its minutes as they go out, as was agreed with the invitation',
    }),
    askedByMe: Type.Boolean(),
    askedByAgencyName: Line(),
    askedAt: Instant,
    state: Choice(disclosureStates, { $id: 'DisclosureState' }),
    decidedBy: Nullable(Line()),
    decidedAt: Nullable(Instant),
    decision: Nullable(Text(narrative, 'The coordinator’s written agreement, or her reasons')),
    copyNumber: Nullable(CopyNumber),
    expiresAt: Nullable(Instant),
    openedAt: Nullable(Instant),
    parts: Nullable(Parts),
    seenByMe: Type.Boolean({ description: 'You have read in full what would be released' }),
    takenBackBy: Nullable(Line()),
    takenBackFor: Nullable(Text()),
    herNoes: ListOf(HerNo, noesAtMost),
    leavesOut: ListOf(Reference, noesAtMost),
    mayBeOf: ListOf(MayBeOf, noesAtMost),
  },
  {
    $id: 'Disclosure',
    description:
      'ACC-8, to who coordinates, while it waits: `herNoes`, for what the people in that document refuse to be used, each of which whoever agrees has read; `leavesOut`, the cases of those who refuse the recipient; `mayBeOf`, agencies that somebody refuses and of which the recipient may be, by where they work or by their address.',
  },
)
export type Disclosure = Static<typeof Disclosure>
const disclosure = { disclosureId: Id }

export const listDisclosures = query(at.listDisclosures, {
  params: { meetingId: Id },
  summary: 'Requests to release a document of this meeting: mine; for the coordinator all (CNF-1)',
  reply: Closed({ items: ListOf(Disclosure, 200) }, { $id: 'Disclosures' }),
  audit: 'disclosure.listed',
})

export const requestDisclosure = command(at.requestDisclosure, {
  summary: 'Ask to release one document to a named non-member, with the reason (CNF-1)',
  body: Closed(
    {
      meetingId: Id,
      kind: Kind,
      itemId: Type.Optional(Id),
      recipientName: Line(),
      recipientOrganisation: Line(),
      recipientEmail: Email(320),
      reason: Words(narrative),
    },
    { $id: 'NewDisclosure', description: 'itemId: only what the document holds of this agenda item' },
  ),
  reply: Disclosure,
  status: 201,
  audit: 'disclosure.requested',
  refusals: [
    'meeting.confidentiality_unsigned',
    'document.not_yet',
    'item.basis_missing',
    'reference.unknown',
  ],
  example: {
    meetingId: '01995b1c-7d00-7000-8000-000000000001',
    kind: 'minutes',
    recipientName: 'Dr. Helen Marsh',
    recipientOrganisation: 'Northgate Refuge',
    recipientEmail: 'helen.marsh@northgate.example',
    reason: 'She moves there on Friday, and asked that they know what was agreed.',
  },
})

export const agreeDisclosure = command(at.agreeDisclosure, {
  params: disclosure,
  summary: 'Agree in writing: one watermarked copy, by a link that works once within seven days (CNF-1)',
  description:
    'The copy holds of what she read what she may still see, and what has a basis in force, when it is fetched: what was added or changed since she read it leaves in no copy; nothing of anybody who refuses the recipient (ACC-8).',
  body: Closed(
    {
      words: Words(narrative),
      parts: Parts,
      noesRead: Type.Optional(ListOf(Id, noesAtMost)),
      notOf: Type.Optional(Words(narrative)),
    },
    {
      $id: 'DisclosureAgreement',
      description:
        'parts: what the copy is cut to, for what the recipient needs: at least one that stands in that document. noesRead: each of `herNoes`, which this agreement does not pass; notOf: how it is known that the recipient is of none of `mayBeOf`',
    },
  ),
  reply: Disclosure,
  conditional: true,
  audit: 'disclosure.agreed',
  refusals: [
    'disclosure.own',
    'disclosure.decided',
    'disclosure.unseen',
    'disclosure.nothing_chosen',
    'disclosure.refused',
    'disclosure.noes_unread',
    'disclosure.may_be_refused',
    'reference.unknown',
    'meeting.confidentiality_unsigned',
    'document.not_yet',
    'item.basis_missing',
  ],
  example: {
    words: 'Agreed for the refuge alone. It keeps her safe there, and she wants it.',
    parts: ['name', 'light', 'plan', 'meeting'],
  },
})

export const declineDisclosure = command(at.declineDisclosure, {
  params: disclosure,
  summary: 'Do not agree, with the reasons; they stay on record (CNF-1)',
  body: Closed({ reasons: Words(narrative) }, { $id: 'DisclosureReasons' }),
  reply: Disclosure,
  conditional: true,
  audit: 'disclosure.declined',
  refusals: ['disclosure.own', 'disclosure.decided'],
  example: { reasons: 'They can be told by telephone what they need to know, and no more.' },
})

export const previewDisclosure = command(at.previewDisclosure, {
  params: disclosure,
  summary: 'Read in full what would be released, as it would leave, before it is agreed (CNF-1)',
  description:
    'Without any case that has no basis in force, or whose person refuses the recipient. What those in it say is in the request: `herNoes`, `mayBeOf`.',
  body: Nothing,
  reply: Paper,
  audit: 'disclosure.previewed',
  refusals: [
    'disclosure.own',
    'disclosure.decided',
    'meeting.confidentiality_unsigned',
    'document.not_yet',
    'item.basis_missing',
    'reference.unknown',
  ],
  example: {},
})

export const takeBackDisclosure = command(at.takeBackDisclosure, {
  params: disclosure,
  summary: 'Take back a request, or a release until it is fetched: its link is good no more (CNF-1)',
  body: Closed({ reason: Words(narrative) }, { $id: 'DisclosureTakenBack' }),
  reply: Disclosure,
  conditional: true,
  audit: 'disclosure.taken_back',
  refusals: ['disclosure.decided', 'disclosure.fetched'],
  example: { reason: 'She has moved on, and does not want it sent.' },
})

export const sendDisclosureAgain = command(at.sendDisclosureAgain, {
  params: disclosure,
  summary: 'Send the link again, for seven days: the one before is good no more (CNF-1)',
  body: Nothing,
  reply: Disclosure,
  conditional: true,
  audit: 'disclosure.sent_again',
  refusals: ['disclosure.not_agreed', 'disclosure.fetched'],
  example: {},
})
