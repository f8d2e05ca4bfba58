export const safeguardingPaths = {
  frontDoors: { to: '/front-doors' },
  received: (receivedId: string) =>
    ({ to: '/received-notifications/$receivedId', params: { receivedId } }) as const,
} as const
