export const leavingPaths = {
  leftWork: { to: '/left-work' },
} as const
