export const safeguardingPaths = {
  frontDoors: { to: '/front-doors' },
} as const
