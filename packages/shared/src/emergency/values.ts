export const emergencyModes = ['phone', 'online', 'in person'] as const
export const contactAnswers = ['joins', 'left a message', 'no answer', 'cannot join', 'declines'] as const
export const contactWays = ['phone', 'text message', 'e-mail', 'in person'] as const
