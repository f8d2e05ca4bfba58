import type { Problems } from '../problem.ts'

export const documentProblems = {
  'pack.circulated': {
    status: 409,
    title: 'The pack of this meeting was circulated already',
    fix: 'Nothing to do: each copy made from now on holds what its holder may see at that moment.',
  },
  'pack.late_without_reason': {
    status: 422,
    title: 'Less than 3 working days are left to read this pack',
    fix: 'Give the reason: it stays with the meeting.',
  },
  'document.not_yet': {
    status: 409,
    title: 'That document does not exist yet',
    fix: 'Minutes are there once the meeting is closed.',
  },
  'copy.outdated': {
    status: 409,
    title: 'Not all that was printed may be handed out any more',
    fix: 'Destroy these sheets and print the copy again: it then holds what its holder may read now.',
  },
  'copy.witness_missing': {
    status: 422,
    title: 'This partnership wants a witness when paper comes back or is destroyed',
    fix: 'Choose somebody who saw it: neither who records it nor who held the paper.',
  },
  'copy.wrong_state': {
    status: 409,
    title: 'That paper copy has moved on',
    fix: 'Read the register again: the copy’s state does not allow this now.',
  },
} as const satisfies Problems
