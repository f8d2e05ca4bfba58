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
  'plan.risk_unowned': {
    status: 409,
    title: 'While her light is red, what keeps her safe has an agency that leads it, and a step with a date',
    fix: 'Say who leads it, and add a step; then agree it.',
  },
  'plan.limited': {
    status: 409,
    title: 'Only some agencies see this line, and steps are seen by all who see the case',
    fix: 'Say in the line itself what is done.',
  },
  'plan.step_of_another': {
    status: 409,
    title: 'Between meetings an agency takes on steps for itself alone',
    fix: 'Tell the coordinator what the other agency agreed to, or ask for it in the meeting.',
  },
  'plan.copy_empty': {
    status: 409,
    title: 'No line of the plan has words for her copy yet',
    fix: 'Change a line, and write how her copy says it.',
  },
  'plan.copy_names_him': {
    status: 409,
    title: 'A line of her copy names somebody who harms her',
    fix: 'Say it in other words: whoever finds the paper must not read his name.',
  },
  'plan.has_steps': {
    status: 409,
    title: 'Steps hang on this line, which everybody who sees the case sees',
    fix: 'Propose a line of its own for what only some may see.',
  },
} as const satisfies Problems
