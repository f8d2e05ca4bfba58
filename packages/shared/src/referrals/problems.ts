import type { Problems } from '../problem.ts'

export const referralProblems = {
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
  'referral.rest_owed': {
    status: 409,
    title: 'The rest of this short form is not in yet',
    fix: 'Its referrer still owes it: ring her, or wait. An emergency meeting can be called without it.',
  },
  'referral.late': {
    status: 409,
    title: 'Too late for that meeting',
    fix: 'Choose a later meeting, or state the exceptional reason of an extremely high risk.',
  },
  'referral.under_18': {
    status: 409,
    title: 'Someone under 18 is never listed here',
    fix: 'Tell children’s social care now, and record that they have been told.',
  },
  'referral.nothing_set_aside': {
    status: 409,
    title: 'There is no draft to bring back',
    fix: 'It was brought back already, a week has passed, or somebody else wrote it: start a new referral.',
  },
  'referral.light_same': {
    status: 409,
    title: 'The light already is that colour',
    fix: 'Choose another colour, or leave it.',
  },
  'referral.acted_on': {
    status: 409,
    title: 'It cannot be taken back any more',
    fix: 'Ten minutes have passed, or somebody has acted on it. Ring whom it concerns.',
  },
  'referral.question_open': {
    status: 409,
    title: 'A question of yours waits for the referrer',
    fix: 'Wait for the answer, or ring; then ask again.',
  },
  'referral.question_answered': {
    status: 409,
    title: 'This question is answered',
    fix: 'Read the answer. What there is to say beside it can be added to the referral.',
  },
  'referral.identifier_taken': {
    status: 409,
    title: 'Another referral of your agency has that identifier',
    fix: 'Go on with that referral if it is yours; otherwise it stands on a colleague’s draft. Or give this one another identifier.',
  },
  'referral.incomplete': {
    status: 422,
    title: 'Some answers are missing or contradict each other',
    fix: 'Each is named with this. Nothing you wrote is lost.',
  },
} as const satisfies Problems
