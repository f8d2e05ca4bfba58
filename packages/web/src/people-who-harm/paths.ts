export const harmPaths = {
  conflictChecks: { to: '/conflict-checks' },
} as const
