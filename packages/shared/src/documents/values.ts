export const copyStates = ['made', 'handed_out', 'collected', 'destroyed', 'lost', 'written_off'] as const
export type CopyState = (typeof copyStates)[number]
