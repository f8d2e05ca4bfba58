/** What is recorded here, as the end of a sentence that begins with who. */
export const otherForumAudit = {
  'other_forum.recorded': 'recorded that another forum knows of her',
  'other_forum.changed': 'changed what is recorded of another forum',
} as const
