/** How many agencies there may be in one partnership: its screens show them all. */
export const agenciesAtMost = 200
/** How many places people may hold there at a time, with those that are offered. */
export const placesAtMost = 1000
/** Of how many bank holidays a partnership's calendar knows: the latest. */
export const bankHolidaysAtMost = 1000
/** How many places of one person are told, in whichever partnerships: the oldest first. */
export const placesOfOne = 50
