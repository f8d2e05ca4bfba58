export const sessionPaths = {
  myPlaces: { to: '/places' },
} as const
