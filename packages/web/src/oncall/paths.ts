export const onCallPaths = {
  onCall: { to: '/on-call' },
} as const
