export const meetingStates = ['planned', 'open', 'closed'] as const

/** MTG-6: what is on record beside opening and closing. */
export const meetingTurns = ['opening_taken_back', 'reopened'] as const
