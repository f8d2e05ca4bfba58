/** ACC-7: what somebody else made of an emergency access. */
export const emergencyFindings = ['right', 'not_right'] as const
export type EmergencyFinding = (typeof emergencyFindings)[number]

/** ACC-8: what one meets there that one person does not pass alone. */
export const emergencyBars = ['she_refused', 'she_withdrew'] as const
export type EmergencyBar = (typeof emergencyBars)[number]
