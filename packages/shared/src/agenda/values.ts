export const itemStates = ['listed', 'discussed', 'deferred'] as const
