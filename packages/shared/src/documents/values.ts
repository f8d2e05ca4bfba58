export const copyStates = ['made', 'handed_out', 'collected', 'destroyed', 'lost'] as const
export type CopyState = (typeof copyStates)[number]
