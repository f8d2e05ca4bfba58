export const emergencyAccessPaths = {
  emergencyAccesses: { to: '/emergency-access' },
  emergencyAccess: (accessId: string) =>
    ({ to: '/emergency-access/$accessId', params: { accessId } }) as const,
  emergencyRequest: (requestId: string) =>
    ({ to: '/emergency-requests/$requestId', params: { requestId } }) as const,
} as const
