export const reportStates = ['draft', 'checked', 'published'] as const
export type ReportState = (typeof reportStates)[number]
