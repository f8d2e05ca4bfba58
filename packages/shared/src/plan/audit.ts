/** What is recorded here, as the end of a sentence that begins with who. */
export const planAudit = {
  'plan.read': 'read the plan',
  'plan.proposed': 'proposed a line of the plan',
  'plan.step_added': 'added a step to the plan',
  'plan.copied': 'printed her own copy of the plan',
  'plan.amended': 'amended the plan',
} as const
