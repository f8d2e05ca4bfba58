/** What is recorded here, as the end of a sentence that begins with who. */
export const actionAudit = {
  'action.agreed': 'recorded an action',
  'action.read': 'read an action',
  'action.listed': 'listed actions',
  'action.accepted': 'said whether an action is taken on that was agreed in its agency’s absence',
  'action.started': 'started an action',
  'action.done': 'closed an action as done',
  'action.not_done': 'closed an action as not done',
} as const
