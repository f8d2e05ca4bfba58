/** What is recorded here, as the end of a sentence that begins with who. */
export const emergencyAccessAudit = {
  'emergency_access.asked': 'asked to open the case in an emergency',
  'emergency_access.asked_by_name': 'asked for a person by name in an emergency',
  'emergency_access.by_name_read': 'read what was asked by name in an emergency',
  'emergency_access.by_name_answered': 'answered what was asked by name in an emergency',
  'case.emergency_access': 'opened the case in an emergency',
  'emergency_access.ended': 'ended an emergency access',
  'emergency_access.told': 'said what was done in an emergency',
  'emergency_access.reviewed': 'looked at an emergency access',
  'emergency_access.read': 'read of emergency accesses',
} as const
