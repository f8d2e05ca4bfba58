/** What is recorded here, as the end of a sentence that begins with who. */
export const roomAudit = {
  'item.read': 'read the agenda item',
  'item.started': 'began the agenda item in the room',
  'item.called': 'asked who must not hear an agenda item to step out',
  'item.call_taken_back': 'took back that an agenda item is next',
  'item.stepped_out': 'confirmed who stepped out for the agenda item',
  'item.recorded': 'wrote down plan or decisions',
  'item.contributed': 'shared what an agency knows',
  'item.put_right': 'put right what an agency shared',
  'item.taken_back': 'took back what an agency shared',
  'item.closed': 'closed the agenda item',
  'item.reopened': 'took back that the agenda item was over',
  'item.deferred': 'put off the agenda item',
  'meeting.deputy_named': 'named who chairs what chair and coordinator must not hear',
} as const
