import type { Problems } from '../problem.ts'

export const meetingProblems = {
  'meeting.confidentiality_unsigned': {
    status: 403,
    title: 'You have not signed this meeting’s confidentiality agreement',
    fix: 'Read and sign it on the meeting’s page; its papers open right after.',
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
    fix: 'Wait until its week has come. To change date, time or place before that, move it.',
  },
  'meeting.opens_later': {
    status: 409,
    title: 'A meeting is opened from an hour before it starts',
    fix: 'Wait until then. To hold it earlier, move it; for a case that cannot wait, call an emergency meeting.',
  },
  'meeting.under_way': {
    status: 409,
    title: 'A case of this meeting was begun already',
    fix: 'Go on with it, or close it when it is over. A meeting that was closed too soon can be reopened.',
  },
  'meeting.agenda_unpublished': {
    status: 409,
    title: 'A meeting is confirmed with its agenda',
    fix: 'Publish the agenda first, then confirm.',
  },
  'meeting.place_missing': {
    status: 422,
    title: 'People would not know where to come, or how to join',
    fix: 'Give what is missing: a place in person, a link or number online, both where it is hybrid.',
  },
  'meeting.deadlines_missed': {
    status: 422,
    title: 'On that day the meeting would have missed its deadlines',
    fix: 'Choose a later day, or give the reason for the exception; it stays on record, and every member reads it.',
  },
  'meeting.items_open': {
    status: 422,
    title: 'Some agenda items are neither discussed nor put off',
    fix: 'Discuss or put off each item that is named with this, then close the meeting.',
  },
  'meeting.none_follows': {
    status: 409,
    title: 'No later meeting is planned that has a place for a case to be put off to',
    fix: 'Plan one more meeting, or take a case off a later agenda that is full; then do it again.',
  },
  'meeting.date_unsuitable': {
    status: 422,
    title: 'No meeting can be held then',
    fix: 'Choose a coming working day on which no other meeting is; what stands in the way is named with this.',
  },
} as const satisfies Problems
