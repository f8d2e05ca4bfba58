/** REF-14: how somebody can be reached. */
export const wayKinds = ['in_person', 'through_somebody', 'phone', 'text', 'app', 'address'] as const
export type WayKind = (typeof wayKinds)[number]

export const saysOfWay = ['yes', 'no', 'not_known'] as const

/** Ways of one form; and of one file, the newest. */
export const waysAtMost = 50
export const waysOnFile = 200
