export const referralPaths = {
  referrals: { to: '/referrals' },
  newReferral: { to: '/referrals/new' },
  referral: (referralId: string) => ({ to: '/referrals/$referralId', params: { referralId } }) as const,
  referralForm: (referralId: string) =>
    ({ to: '/referrals/$referralId/form', params: { referralId } }) as const,
  referralSection: (referralId: string, section: string) =>
    ({ to: '/referrals/$referralId/form/$section', params: { referralId, section } }) as const,
  tonight: (referralId: string) =>
    ({ to: '/referrals/$referralId/tonight', params: { referralId } }) as const,
  rest: (referralId: string) => ({ to: '/referrals/$referralId/rest', params: { referralId } }) as const,
  referralCheck: (referralId: string) =>
    ({ to: '/referrals/$referralId/check', params: { referralId } }) as const,
  referralSubmitted: (referralId: string) =>
    ({ to: '/referrals/$referralId/submitted', params: { referralId } }) as const,
  comparison: (referralId: string) =>
    ({ to: '/referrals/$referralId/comparison', params: { referralId } }) as const,
} as const
