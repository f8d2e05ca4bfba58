export const itemStates = ['listed', 'discussed', 'deferred'] as const

/** ACC-9: why somebody must not hear an item: nobody shared the case with her agency, or she refused the agency, or her in person. */
export const reasonsToStepOut = ['no_basis', 'refused', 'shut_out'] as const
