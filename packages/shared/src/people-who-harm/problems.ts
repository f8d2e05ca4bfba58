import type { Problems } from '../problem.ts'

export const harmProblems = {
  'person_who_harms.ended': {
    status: 409,
    title: 'What is recorded of this person was ended already',
    fix: 'Read the case again. If this person harms her again, record it anew.',
  },
  'person_who_harms.of_another': {
    status: 409,
    title: 'Another agency recorded this, and it is theirs to change',
    fix: 'Record what your agency knows as a row of its own. Who recorded this, who leads that agency and the coordinator can change it.',
  },
  'person_who_harms.works_here': {
    status: 409,
    title: 'Somebody of this name works in the partnership',
    fix: 'Say whether it is or may be that person, so that the case is closed to them before anybody is asked, and they are not told; or somebody else of the same name.',
  },
  'person_who_harms.no_such_version': {
    status: 409,
    title: 'There is no earlier version of that number',
    fix: 'Read the case again, and choose one of those that stood before.',
  },
  'conflict.not_answered': {
    status: 409,
    title: 'This agency has not answered what is asked now',
    fix: 'Wait for its answer. Where he is not known there it reads the row without you.',
  },
  'conflict.settled': {
    status: 409,
    title: 'This agency reads what is recorded of him already',
    fix: 'Nothing to do.',
  },
  'conflict.not_yours': {
    status: 409,
    title: 'The coordinator or the chair lets an agency read this',
    fix: 'Ask the coordinator.',
  },
  'worker.named': {
    status: 409,
    title: 'This worker is named on the case already',
    fix: 'Nothing to do.',
  },
  'worker.not_named': {
    status: 409,
    title: 'This worker is named here no more',
    fix: 'Nothing to do.',
  },
} as const satisfies Problems
