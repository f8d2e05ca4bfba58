export const meetingStates = ['planned', 'open', 'closed'] as const
