import { requestProblems } from './request-problems.ts'

/**
 * Everything that may go wrong, closed: code → status, title and how to put it right.
 * The `type` of a problem is `/problems/<code>`, the page that shows this row (api.md, RFC 9457).
 */
export const problems = {
  ...requestProblems,
  'system.not_the_lead': {
    status: 403,
    title: 'Your agency’s safeguarding lead does this',
    fix: 'Ask the person whom the members’ list names as your safeguarding lead.',
  },
  'agreement.unsigned': {
    status: 403,
    title: 'Your agency’s charter and information sharing protocol are not signed and in force',
    fix: 'Your lead member signs them under “Agreements”; cases open right after.',
  },
  'meeting.confidentiality_unsigned': {
    status: 403,
    title: 'You have not signed this meeting’s confidentiality agreement',
    fix: 'Read and sign it on the meeting’s page; its papers open right after.',
  },
  'referral.wrong_state': {
    status: 409,
    title: 'The referral has moved on',
    fix: 'Read it again: its state does not allow this now.',
  },
  'referral.not_for_meeting': {
    status: 409,
    title: 'This referral is not addressed to the meeting',
    fix: 'The agencies that it is addressed to answer it.',
  },
  'referral.basis_missing': {
    status: 409,
    title: 'There is no basis for sharing in force',
    fix: 'Record consent, or sharing without consent, first.',
  },
  'referral.late': {
    status: 409,
    title: 'Too late for that meeting',
    fix: 'Choose a later meeting, or state the exceptional reason of an extremely high risk.',
  },
  'referral.under_18': {
    status: 409,
    title: 'Someone under 18 is never listed here',
    fix: 'Tell children’s social care now, and record it with POST …/child-redirection.',
  },
  'referral.light_same': {
    status: 409,
    title: 'The light already is that colour',
    fix: 'Choose another colour, or leave it.',
  },
  'referral.identifier_taken': {
    status: 409,
    title: 'Another referral of your agency has that identifier',
    fix: 'Go on with the referral that `referralId` names; without one, it stands on a colleague’s draft. Or give this one another identifier.',
  },
  'referral.not_movable': {
    status: 409,
    title: 'More hangs on its new file than moves with a referral',
    fix: 'Accept it on its own file, then join the two files on the case’s page.',
  },
  'case.joined': {
    status: 409,
    title: 'One of these files is joined with another already',
    fix: 'A file that goes on in another has none of its own. Read both again, and undo that first.',
  },
  'case.parted': {
    status: 409,
    title: 'These files have been parted already',
    fix: 'Nothing to do: each stands by itself again.',
  },
  'meeting.wrong_state': {
    status: 409,
    title: 'The meeting has moved on',
    fix: 'Read it again: its state does not allow this now.',
  },
  'meeting.confirmed': {
    status: 409,
    title: 'This meeting is confirmed already',
    fix: 'Nothing to do: everyone was told. To change it, move it.',
  },
  'meeting.too_early': {
    status: 409,
    title: 'A meeting is confirmed in the week before it',
    fix: 'Wait until `confirmationFrom`. To change date, time or place before that, move it.',
  },
  'meeting.items_open': {
    status: 409,
    title: 'Some agenda items are neither discussed nor deferred',
    fix: 'Close or defer each item, then close the meeting.',
  },
  'minutes.distributed': {
    status: 409,
    title: 'These minutes are distributed, and do not change any more',
    fix: 'Correct them by a new version that says what changed and why.',
  },
  'minutes.being_drafted': {
    status: 409,
    title: 'A version of these minutes is being drafted',
    fix: 'Finish and distribute that one first.',
  },
  'meeting.emergency_running': {
    status: 409,
    title: 'An emergency meeting about this case is called already',
    fix: 'Go to the meeting that `meetingId` names. Another can be called once it is closed.',
  },
  'meeting.not_an_emergency': {
    status: 409,
    title: 'An emergency meeting is called from a red referral that is not yet discussed',
    fix: 'Raise the light with its reason first, or take the case to the monthly meeting.',
  },
  'flag.wrong_state': {
    status: 409,
    title: 'That cannot be said of the flag now',
    fix: 'Read it again: it is not asked for, or was taken down meanwhile.',
  },
  'report.wrong_state': {
    status: 409,
    title: 'The report has moved on',
    fix: 'Read it again. What is published never changes; a correction is a new edition.',
  },
  'report.period_running': {
    status: 409,
    title: 'That period has not ended yet',
    fix: 'Draw its report once its last day has passed.',
  },
  'report.being_drafted': {
    status: 409,
    title: 'A report of this period is being drafted',
    fix: 'Publish that one, or throw it away first.',
  },
  'report.out_of_date': {
    status: 409,
    title: 'Another report was published since this one was drawn',
    fix: 'Throw this one away and draw it again, so that the two together give nobody away.',
  },
  'population.unread': {
    status: 422,
    title: 'The table could not be read',
    fix: 'Put right each row that is named: it needs a category of the question, and a whole number.',
  },
  'system.wrong_state': {
    status: 409,
    title: 'That cannot be done with this system now',
    fix: 'Read it again: it is not agreed yet, or has ended.',
  },
  'system.own_proposal': {
    status: 409,
    title: 'Whoever asked for a system does not agree to it',
    fix: 'Let another coordinator decide.',
  },
  'system.two_secrets': {
    status: 409,
    title: 'A system has two secrets at most',
    fix: 'End the one that is no longer used, then make a new one.',
  },
  'webhook.too_many': {
    status: 409,
    title: 'Your agency has as many webhook endpoints as it may have',
    fix: 'Remove one that is no longer needed.',
  },
  'webhook.stopped': {
    status: 409,
    title: 'Nothing is sent to this endpoint now',
    fix: 'Turn it on first.',
  },
  'pack.circulated': {
    status: 409,
    title: 'The pack of this meeting was circulated already',
    fix: 'Nothing to do: each copy made from now on holds what its holder may see at that moment.',
  },
  'document.not_yet': {
    status: 409,
    title: 'That document does not exist yet',
    fix: 'Minutes are there once the meeting is closed.',
  },
  'copy.wrong_state': {
    status: 409,
    title: 'That paper copy has moved on',
    fix: 'Read the register again: the copy’s state does not allow this now.',
  },
  'disclosure.own': {
    status: 409,
    title: 'Nobody decides her own request to release a document',
    fix: 'Ask another coordinator to decide it.',
  },
  'disclosure.decided': {
    status: 409,
    title: 'This request was decided already',
    fix: 'Read it again; another copy, or another recipient, is asked for anew.',
  },
  'import.wrong_state': {
    status: 409,
    title: 'That cannot be done with this import now',
    fix: 'Read it again: its state does not allow this. A spreadsheet with faults is put right and uploaded anew.',
  },
  'import.changed_since': {
    status: 409,
    title: 'Something that it made has been changed since, so that it stays',
    fix: '`errors` names the rows. What is wrong in them is put right where it stands.',
  },
  'item.closed': {
    status: 409,
    title: 'This agenda item is closed',
    fix: 'Corrections to the minutes are made as a new version.',
  },
  'meeting.signed_by_own_hand': {
    status: 409,
    title: 'One does not record one’s own signature on paper',
    fix: 'Sign on your own device, or let another coordinator record it.',
  },
  'guest.wrong_state': {
    status: 409,
    title: 'The invitation has moved on',
    fix: 'Read it again: its state does not allow this now.',
  },
  'guest.invited': {
    status: 409,
    title: 'That person is invited already',
    fix: 'Read the list of guests; an invitation that ended can be proposed anew.',
  },
  'guest.sees_already': {
    status: 409,
    title: 'That person’s agency sees this case and needs no invitation',
    fix: 'Ask them to come as a member of their agency.',
  },
  'item.basis_missing': {
    status: 409,
    title: 'A basis for sharing is needed before this case is spoken of',
    fix: 'Record consent, or sharing without consent, on the case; or put the item off with that reason.',
  },
  'agenda.unchanged': {
    status: 409,
    title: 'The agenda stands as it was published',
    fix: 'Nothing to do: members were told. Publish it again once something has changed.',
  },
  'agenda.case_listed': {
    status: 409,
    title: 'That case stands on this agenda already',
    fix: 'Read the meeting again.',
  },
  'agenda.not_in_order': {
    status: 422,
    title: 'That is no order of the cases that stand on this agenda now',
    fix: 'Read the meeting again, and name each case that still stands on it once.',
  },
  'action.wrong_state': {
    status: 409,
    title: 'The action has moved on',
    fix: 'Read it again: its state does not allow this now.',
  },
  'outcomes.not_asked': {
    status: 409,
    title: 'That review is not asked for now',
    fix: 'Read how she is doing again: it says which review is asked for. A look between reviews is recorded as `other`.',
  },
  'outcomes.replaced': {
    status: 409,
    title: 'That look was put right already',
    fix: 'Read how she is doing again, and put the newer one right.',
  },
  'consent.ended': {
    status: 409,
    title: 'That consent has ended already',
    fix: 'Nothing to do: the grants that rested on it have ended.',
  },
  'safeguarding.recorded': {
    status: 409,
    title: 'This notification was recorded already',
    fix: 'Read it again.',
  },
  'agreement.signed': { status: 409, title: 'Your agency has signed this version', fix: 'Nothing to do.' },
  'membership.exists': {
    status: 409,
    title: 'That person already has this place',
    fix: 'Read the list of members.',
  },
  'membership.own': {
    status: 409,
    title: 'One does not end one’s own place',
    fix: 'Ask another coordinator, or the platform’s administrator.',
  },
  'invitation.spent': {
    status: 409,
    title: 'This invitation was used or is too old',
    fix: 'Ask your coordinator for a new one.',
  },
  'partnership.exists': {
    status: 409,
    title: 'A partnership with that reference prefix exists',
    fix: 'Choose another prefix.',
  },
  'referral.incomplete': {
    status: 422,
    title: 'Some answers are missing or contradict each other',
    fix: 'Each is named at its place in `errors`. Nothing you wrote is lost.',
  },
  'answers.incomplete': {
    status: 422,
    title: 'Something is missing, or does not fit together',
    fix: 'Each is named at its place in `errors`. Nothing you wrote is lost.',
  },
  'meeting.date_unsuitable': {
    status: 422,
    title: 'No meeting can be held then',
    fix: 'Choose a coming working day on which no other meeting is; `errors` says what stands in the way.',
  },
} as const satisfies Record<string, { status: number; title: string; fix: string }>

export type ProblemCode = keyof typeof problems

/** One fault at one place of the request: an RFC 6901 pointer into the body, or `?name` / `:name` for query and path. */
export interface Fault {
  pointer: string
  code: string
  detail: string
}

/** A rule's «no». Thrown by pure rules and handlers; becomes the problem of its code, and the transaction rolls back. */
export class Refusal extends Error {
  readonly code: ProblemCode
  readonly faults: readonly Fault[]
  readonly extra: Readonly<Record<string, unknown>>
  constructor(
    code: ProblemCode,
    faults: readonly Fault[] = [],
    extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(problems[code].title)
    this.code = code
    this.faults = faults
    this.extra = extra
  }
}
