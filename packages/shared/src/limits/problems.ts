import type { Problems } from '../problem.ts'

export const limitProblems = {
  'limit.stands': {
    status: 409,
    title: 'She said no to this, and her no stands',
    fix: 'Ask the coordinator: it is passed only by a decision of two people of two agencies, neither of which gains by it.',
  },
  'limit.lifted': {
    status: 409,
    title: 'She has lifted this already',
    fix: 'Nothing to do. If she says no again, record it anew.',
  },
  'limit.own': {
    status: 403,
    title: 'An agency does not lift what she said about it',
    fix: 'Ask a worker of another agency, whom she trusts, to speak with her and to record what she says.',
  },
  'consent.emergency': {
    status: 403,
    title: 'An emergency does not open it for this',
    fix: 'What she agrees to and what she refuses is recorded by whoever has another basis than an emergency.',
  },
  'consent.own_record': {
    status: 403,
    title: 'Your agency sees of this case what it wrote itself, and lets nobody else in to it',
    fix: 'What she agrees to is recorded by a worker of another agency, whom she trusts; speak to the coordinator. What she refuses or takes back, you may always record.',
  },
  'override.asked': {
    status: 409,
    title: 'Somebody has asked for this already, and it waits for two people to decide',
    fix: 'Speak with those who decide. If a life is in danger now, say that it is urgent: what was asked before gives way to it.',
  },
  'override.settled': {
    status: 409,
    title: 'There is nothing to decide any more',
    fix: 'Read what was decided. If the danger is new, record the sharing anew.',
  },
  'override.gains': {
    status: 403,
    title: 'An agency does not decide on what it would gain',
    fix: 'Two people of two other agencies decide.',
  },
  'override.own': {
    status: 403,
    title: 'Nobody decides on what she asked for herself',
    fix: 'Two other people decide.',
  },
  'override.agency': {
    status: 409,
    title: 'Your agency has decided already',
    fix: 'The second decision is another agency’s.',
  },
  'override.not_yours': {
    status: 403,
    title: 'This decision is not yours',
    fix: 'The safeguarding lead of the agency that referred her and the coordinator decide; or, where one of these cannot, another agency’s.',
  },
} as const satisfies Problems
