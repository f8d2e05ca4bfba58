/** How many versions of the front doors are shown, of both kinds together. */
export const versionsShown = 100
