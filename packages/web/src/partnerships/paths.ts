export const partnershipPaths = {
  agreements: { to: '/agreements' },
  members: { to: '/members' },
} as const
