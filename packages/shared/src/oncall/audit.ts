/** What is recorded here, as the end of a sentence that begins with who. */
export const onCallAudit = {
  'on_call.saved': 'changed who of the agency answers when',
  'on_call.confirmed': 'confirmed who of the agency answers when',
} as const
