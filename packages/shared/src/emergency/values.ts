export const emergencyModes = ['phone', 'online', 'in_person'] as const
export const contactAnswers = ['joins', 'left_message', 'no_answer', 'cannot_join', 'declines'] as const
export const contactWays = ['phone', 'text_message', 'email', 'in_person'] as const
