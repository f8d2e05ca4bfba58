/** SAF-1, SAF-2: what a front door is told, as its title. */
export const receivedTitles = {
  child: 'A child may be at risk',
  adult: 'An adult with care and support needs may be at risk',
} as const
