export const sessionPaths = {
  myPlaces: { to: '/places' },
  look: { to: '/look' },
} as const
