export const importStates = ['faulty', 'ready', 'running', 'interrupted', 'done', 'undone'] as const
export type ImportState = (typeof importStates)[number]
