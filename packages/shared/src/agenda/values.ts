export const itemStates = ['listed', 'discussed', 'deferred'] as const

/** ACC-9: why an item was put off where nobody gave a reason of her own: as its meeting closed, nobody who attended could chair it. */
export const putOffBecause = ['unchaired'] as const

/**
 * Why an item left an agenda without being put off: a hold stands on her, its referral was withdrawn, its triage was taken back, or it
 * was put off to here by a slip.
 */
export const takenOffBecause = ['held', 'withdrawn', 'triage_taken_back', 'put_off_by_slip'] as const

/** ACC-9: why somebody must not hear an item: nobody shared the case with her agency, or she refused the agency, or her in person. */
export const reasonsToStepOut = ['no_basis', 'refused', 'shut_out'] as const

/** Cases that one agenda holds, with those that were taken off it: its page shows them all. */
export const agendaAtMost = 200

/** People who attend one meeting, with those who are invited. */
export const attendeesAtMost = 1500
