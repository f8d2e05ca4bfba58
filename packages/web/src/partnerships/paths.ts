export const partnershipPaths = {
  agreements: { to: '/agreements' },
  legalFacts: { to: '/legal-facts' },
  members: { to: '/members' },
} as const
