import type { Problems } from '../problem.ts'

export const exclusionProblems = {
  'exclusion.stands': {
    status: 409,
    title: 'The case is closed to this person already',
    fix: 'Nothing to do.',
  },
  'exclusion.own': {
    status: 409,
    title: 'You cannot close a case to yourself this way',
    fix: 'Stand aside instead.',
  },
  'exclusion.of_another': {
    status: 409,
    title: 'This person is not yours to close a case to',
    fix: 'A lead closes a case to people of her own agency, the chair to a sole coordinator. Ask the coordinator.',
  },
  'exclusion.chair_is_told': {
    status: 409,
    title: 'A case is not closed to the chair untold',
    fix: 'Tell the chair, who looks at what was closed untold.',
  },
  'exclusion.ended': {
    status: 409,
    title: 'The case was opened to this person again',
    fix: 'Read it again. If it must be closed, close it anew.',
  },
  'exclusion.not_yours_to_end': {
    status: 409,
    title: 'What was closed untold is not opened again by that person’s own agency',
    fix: 'Ask the chair, a coordinator of another agency, or whoever looked at it.',
  },
  'exclusion.reviewed': {
    status: 409,
    title: 'Somebody has looked at this already, or it was told',
    fix: 'Nothing to do.',
  },
  'exclusion.not_chair': {
    status: 409,
    title: 'Somebody else looks at what was closed untold',
    fix: 'Nobody looks at what she closed herself: the chair does, or who stands in for the chair there. Wait, or ask who chairs.',
  },
} as const satisfies Problems
