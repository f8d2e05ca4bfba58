import type { QueryConfig } from 'pg'

/** A job's context: one partnership, a moment, and no agency. Its role sees that partnership's clocks and nothing sealed opened. */
export const inPartnership = (partnershipId: string, now: string): QueryConfig => ({
  name: 'in-partnership',
  text: `SELECT set_config('app.partnership_id', $1, true), set_config('app.moment', $2, true)`,
  values: [partnershipId, now],
})
