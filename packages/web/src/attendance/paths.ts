export const attendancePaths = {
  attendance: { to: '/attendance' },
} as const
