/** What is recorded here, as the end of a sentence that begins with who. */
export const childAudit = {
  'child.recorded': 'recorded a child',
  'child.changed': 'changed what is known of a child',
  'child.places_recorded': 'recorded where a child lives or goes to school',
  'child.compared': 'said whether two children of her files are one',
  'child.history_read': 'read what stood of a child before',
} as const
