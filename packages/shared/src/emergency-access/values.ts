/** ACC-7: what somebody else made of an emergency access. */
export const emergencyFindings = ['right', 'not_right'] as const
export type EmergencyFinding = (typeof emergencyFindings)[number]

/** ACC-8: what one meets there that one person does not pass alone. */
export const emergencyBars = ['she_refused', 'she_withdrew'] as const
export type EmergencyBar = (typeof emergencyBars)[number]

/** The same of a file that is asked for by name, to who decides: it is closed in person to who asks (HRM-1), who never hears of it. */
export const fileBars = [...emergencyBars, 'closed_to_them'] as const
export type FileBar = (typeof fileBars)[number]

/** ACC-6: what somebody may answer to what was asked by name: a file that is meant, or also that none can be opened. */
export const byNameAnswers = ['given', 'given_or_none'] as const
