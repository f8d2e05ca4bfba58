export const casePaths = {
  cases: { to: '/cases' },
  case: (caseId: string) => ({ to: '/cases/$caseId', params: { caseId } }) as const,
  caseSection: (caseId: string, section: string) =>
    ({ to: '/cases/$caseId/$section', params: { caseId, section } }) as const,
} as const
