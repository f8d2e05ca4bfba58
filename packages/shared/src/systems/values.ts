export const systemStates = ['proposed', 'agreed', 'declined', 'ended'] as const
export type SystemState = (typeof systemStates)[number]
