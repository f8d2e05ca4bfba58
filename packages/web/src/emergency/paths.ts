export const emergencyPaths = {
  emergency: (referralId: string) =>
    ({ to: '/referrals/$referralId/emergency', params: { referralId } }) as const,
} as const
