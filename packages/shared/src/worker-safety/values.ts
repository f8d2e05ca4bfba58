/** What a worker must know before she goes to see somebody. Of the place and of others; never of her character. */
export const workerWarningKinds = ['dog', 'weapon', 'man_present', 'go_in_pairs'] as const
export type WorkerWarningKind = (typeof workerWarningKinds)[number]

/** After so many days a warning is shown as one that nobody has checked. */
export const staleAfter = 90
/** For so many days a case still says of a warning that was ended that it was so, and who ended it. */
export const endedShownFor = 30
export const warningsAtMost = 50
