/** Most serious first. */
export const lights = ['red', 'amber', 'green'] as const
