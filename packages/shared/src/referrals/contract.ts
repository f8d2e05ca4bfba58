import Type from 'typebox'
import { command, Nothing, query } from '../contract.ts'
import { manyTexts, narrative } from '../limits.ts'
import { Choice, Closed, Id, Instant, Line, ListOf, Nullable, PageQuery, Text, Words } from '../scalars.ts'
import { Light } from '../traffic-light/schema.ts'
import * as at from './addresses.ts'
import { ResponseKind } from './conversation-schema.ts'
import {
  Comparison,
  ExternalReference,
  Match,
  Referral,
  ReferralAnswers,
  ReferralPage,
  ReferralState,
} from './schema.ts'

const params = { referralId: Id }
const moved = { params, reply: Referral, conditional: true, refusals: ['referral.wrong_state'] } as const
const triaged = { ...moved, refusals: ['referral.wrong_state', 'referral.not_for_meeting'] } as const

export const startReferral = command(at.startReferral, {
  summary: 'Start a draft (REF-1); it may hold any part of the form',
  largest: manyTexts,
  body: Closed(
    { answers: Type.Optional(ReferralAnswers), externalReference: Type.Optional(ExternalReference) },
    { $id: 'NewReferral' },
  ),
  reply: Referral,
  status: 201,
  audit: 'referral.started',
  refusals: ['reference.unknown', 'referral.identifier_taken'],
  example: { answers: { person: { name: 'Marnie' } } },
})

export const listReferrals = query(at.listReferrals, {
  summary: 'The referrals that my agency may see',
  description: 'Newest or most urgent first, stable under writes.',
  query: {
    ...PageQuery,
    state: Type.Optional(ReferralState),
    light: Type.Optional(Light),
    box: Type.Optional(
      Choice(['written_by_me', 'to_answer', 'to_triage'], {
        description: '`to answer`: a clock of my agency runs; `to triage`: waits for the coordinator',
      }),
    ),
    externalReference: Type.Optional(ExternalReference),
    sort: Type.Optional(Choice(['due', '-submitted', '-updated'])),
  },
  reply: ReferralPage,
  audit: 'referral.listed',
})

export const readReferral = query(at.readReferral, {
  summary: 'One referral with its answers, recipients, clocks and history',
  params,
  reply: Referral,
  audit: 'referral.read',
})

export const saveReferral = command(at.saveReferral, {
  params,
  summary:
    'Save sections of a draft or returned referral, or of the rest of a short form; each section named replaces the one before',
  largest: manyTexts,
  body: Closed(
    { answers: ReferralAnswers, externalReference: Type.Optional(Nullable(ExternalReference)) },
    { $id: 'ReferralChange' },
  ),
  reply: Referral,
  conditional: true,
  audit: 'referral.saved',
  refusals: ['referral.wrong_state', 'referral.identifier_taken', 'referral.incomplete'],
  example: { answers: { herVoice: { words: 'I want somewhere with a lock.', given: 'to_referrer' } } },
})

export const discardReferral = command(at.discardReferral, {
  params,
  summary: 'Discard a draft: its answers are destroyed',
  body: Nothing,
  reply: Nothing,
  audit: 'referral.discarded',
  refusals: ['referral.wrong_state'],
  example: {},
})

export const previewReferral = query(at.previewReferral, {
  params,
  summary: 'What submitting now would do: light, response clock, meeting, and every answer that is missing',
  reply: Closed(
    {
      light: Nullable(Light),
      dueAt: Nullable(Instant),
      meeting: Nullable(Closed({ id: Id, startsAt: Instant, referralsBy: Instant })),
      earlierMeeting: Nullable(Closed({ id: Id, startsAt: Instant, referralsBy: Instant })),
      under18: Type.Boolean(),
      faults: ListOf(Closed({ pointer: Line(300), code: Line(60), detail: Text(500) }), 200),
    },
    { $id: 'ReferralPreview', description: 'REF-15: `light` and `dueAt` are null until answers make one' },
  ),
  audit: 'referral.read',
})

export const submitReferral = command(at.submitReferral, {
  ...moved,
  summary:
    'Submit a complete form: the light is computed, clocks start, grants follow consent (REF-5, REF-6, REF-8)',
  body: Nothing,
  // The form says it, which was written before: whoever sends it now proves that she is there.
  stepUpWhen: { when: 'the consent in its answers lifts a no of hers (`lifts`)' },
  audit: 'referral.submitted',
  refusals: [
    'referral.wrong_state',
    'referral.incomplete',
    'referral.under_18',
    'person_who_harms.works_here',
    // Of a form that comes back with another say of hers.
    'case.held',
  ],
  example: {},
})

export const answerRest = command(at.answerRest, {
  ...moved,
  summary: 'Send the rest of a short form, as far as it was saved: now it can be listed (REF-5)',
  description:
    'What the rest says is saved with `saveReferral` while `restDueAt` stands, in the sections that a short form leaves open; recipients read it from here on. The light rises by it and never falls (REF-15).',
  body: Nothing,
  audit: 'referral.rest_answered',
  refusals: ['referral.wrong_state', 'referral.incomplete', 'person_who_harms.works_here'],
  example: {},
})

export const redirectChild = command(at.redirectChild, {
  params,
  summary:
    'She is or may be under 18: record that children’s social care is told, and keep no referral (REF-3)',
  body: Closed(
    { tellingNow: Type.Boolean({ description: 'The notification opens with its clock either way' }) },
    { $id: 'ChildRedirection' },
  ),
  reply: Closed({ notificationId: Id, dueAt: Instant }, { $id: 'ChildRedirected' }),
  status: 201,
  audit: 'referral.child_redirected',
  refusals: ['referral.wrong_state'],
  example: { tellingNow: true },
})

export const takeBackRedirection = command(at.takeBackRedirection, {
  params: { notificationId: Id },
  summary:
    'Her age was a slip: the draft that was given up for the notification stands again, without it (REF-3)',
  description:
    'For whoever wrote it, within a week. What was told to children’s social care stays on record; where nobody was told yet, the notification closes and says so.',
  body: Nothing,
  reply: Referral,
  status: 201,
  audit: 'referral.redirection_taken_back',
  refusals: ['referral.nothing_set_aside'],
  example: {},
})

export const acceptReferral = command(at.acceptReferral, {
  ...triaged,
  summary:
    'Accept to a meeting, where wanted as the same person as an existing case, where late as exceptional (REF-9, REF-10)',
  description:
    '`sameAsCaseId` joins the new file to the known one: nobody sees more than before, and it can be undone.',
  body: Closed(
    {
      meetingId: Type.Optional(Id),
      exceptional: Type.Optional(Closed({ reason: Words(narrative) })),
      sameAsCaseId: Type.Optional(Id),
      escalation: Type.Optional(
        Line(
          narrative,
          'REF-10: what escalated since she was last discussed, where the referral does not name it; kept in its history',
        ),
      ),
      reason: Type.Optional(Text()),
    },
    { $id: 'Acceptance' },
  ),
  // As joining by itself does: triage is no way round.
  stepUpWhen: {
    when: 'it joins the new file to a known one (`sameAsCaseId`)',
    holds: ({ sameAsCaseId }) => sameAsCaseId !== undefined,
  },
  audit: 'referral.accepted',
  refusals: [
    'case.held',
    'agenda.full',
    ...triaged.refusals,
    'referral.late',
    'referral.basis_missing',
    'referral.rest_owed',
    'referral.incomplete',
    'reference.unknown',
    'case.joined',
    'meeting.wrong_state',
  ],
  example: { exceptional: { reason: 'Strangled on Saturday; he is looking for her' } },
})

export const returnReferral = command(at.returnReferral, {
  ...triaged,
  summary: 'Return it with what is asked for (REF-5)',
  body: Closed({ asks: Words(narrative) }, { $id: 'Return' }),
  audit: 'referral.returned',
  example: { asks: 'Please say who decided to share without consent.' },
})

export const declineReferral = command(at.declineReferral, {
  ...triaged,
  summary: 'Not for the meeting: say why, and where she is better placed',
  body: Closed({ reason: Words(narrative), betterPlaced: Type.Optional(Text()) }, { $id: 'Decline' }),
  audit: 'referral.declined',
  example: { reason: 'One service can meet this need.', betterPlaced: 'Sexual health outreach, Tuesdays' },
})

export const takeBackTriage = command(at.takeBackTriage, {
  ...moved,
  summary:
    'Take an acceptance, a return or a decline back, within ten minutes and while nobody has acted on it',
  description:
    'Until `undoUntil`. The referral waits for triage again and the referrer is told. What joined two files is undone on the case.',
  body: Nothing,
  audit: 'referral.taken_back',
  refusals: ['referral.wrong_state', 'referral.acted_on'],
  example: {},
})

export const withdrawReferral = command(at.withdrawReferral, {
  ...moved,
  summary: 'The referrer takes it back before it is discussed',
  body: Closed({ reason: Words(narrative) }, { $id: 'Withdrawal' }),
  audit: 'referral.withdrawn',
  example: { reason: 'She asked us to wait.' },
})

export const changeLight = command(at.changeLight, {
  ...moved,
  summary: 'Raise the light with a reason; only a coordinator lowers it (REF-6)',
  body: Closed({ light: Light, reason: Words(narrative) }, { $id: 'LightChange' }),
  audit: 'referral.light_changed',
  refusals: ['referral.wrong_state', 'referral.light_same'],
  example: { light: 'red', reason: 'He came to the drop-in asking for her.' },
})

export const respondToReferral = command(at.respondToReferral, {
  ...moved,
  summary: 'My agency’s answer to the referrer; it names a worker and stops the clock (REF-8)',
  body: Closed({ response: ResponseKind, worker: Line(), words: Type.Optional(Text()) }, { $id: 'Response' }),
  audit: 'referral.responded',
  refusals: ['referral.wrong_state', 'referral.incomplete'],
  example: {
    response: 'accepted',
    worker: 'Sam Osei',
    words: 'I will meet her on Thursday with the outreach van.',
  },
})

export const compareReferrals = query(at.compareReferrals, {
  params,
  summary: 'This referral beside an earlier one, answer by answer (REF-10)',
  description:
    'Beside the latest earlier one of the same person that was discussed, or beside `with`; as far as the reader may see both. `earlier` is null when there is none.',
  query: { with: Type.Optional(Id) },
  reply: Comparison,
  audit: 'referral.compared',
  refusals: ['reference.unknown'],
})

export const findMatches = query(at.findMatches, {
  params,
  summary: 'Cases that may be the same person, for the coordinator alone (REF-10)',
  reply: Closed({ items: ListOf(Match, 20) }, { $id: 'Matches' }),
  audit: 'referral.matches_read',
})
