export const accountPaths = {
  account: { to: '/account' },
} as const
