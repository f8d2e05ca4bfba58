export const emergencyAccessPaths = {
  emergencyAccesses: { to: '/emergency-access' },
  emergencyAccess: (accessId: string) =>
    ({ to: '/emergency-access/$accessId', params: { accessId } }) as const,
} as const
