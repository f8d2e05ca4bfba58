export const workPaths = {
  work: { to: '/' },
  notifications: { to: '/notifications' },
} as const
