/** What is recorded here, as the end of a sentence that begins with who. */
export const roomAudit = {
  'item.read': 'read the agenda item',
  'item.started': 'began the agenda item in the room',
  'item.recorded': 'wrote down plan or decisions',
  'item.contributed': 'shared what an agency knows',
  'item.closed': 'closed the agenda item',
  'item.deferred': 'deferred the agenda item',
} as const
