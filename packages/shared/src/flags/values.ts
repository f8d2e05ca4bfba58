export const flagStates = ['asked', 'confirmed', 'to_take_down', 'taken_down', 'no_longer_asked'] as const
