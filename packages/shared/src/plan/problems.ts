import type { Problems } from '../problem.ts'

export const planProblems = {
  'plan.line_closed': {
    status: 409,
    title: 'This line of the plan has ended',
    fix: 'Read the plan again, and add a new line where the need stands.',
  },
  'plan.meeting_amends': {
    status: 409,
    title: 'What was agreed is amended by the meeting, or by the coordinator between meetings',
    fix: 'Propose a line, or tell the coordinator what the leading agency agreed to.',
  },
  'plan.not_proposed': {
    status: 409,
    title: 'This line is agreed already',
    fix: 'Read the plan again.',
  },
  'plan.not_agreed': {
    status: 409,
    title: 'This line is not agreed yet',
    fix: 'Agree it first, or end it.',
  },
  'plan.of_another': {
    status: 409,
    title: 'Who sees this line is its leading agency’s to say',
    fix: 'Ask the agency that leads it.',
  },
  'plan.has_steps': {
    status: 409,
    title: 'Steps hang on this line, which everybody who sees the case sees',
    fix: 'Propose a line of its own for what only some may see.',
  },
} as const satisfies Problems
