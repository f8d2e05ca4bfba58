export const systemPaths = {
  systems: { to: '/systems' },
  webhooks: { to: '/systems/webhooks' },
  system: (systemId: string) => ({ to: '/systems/$systemId', params: { systemId } }) as const,
} as const
