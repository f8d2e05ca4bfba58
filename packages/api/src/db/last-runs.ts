import type { ClientBase } from 'pg'

/** Commands that somebody has to run again and again. */
type Recurring = 'backup' | 'backup of keys' | 'drill' | 'verify-audit'

/** Puts on record that the command ended, and whether well: what is watched is how long ago that is. As the owner. */
export const noteRun = (owner: Pick<ClientBase, 'query'>, command: Recurring, now: string, well = true) =>
  owner.query(
    `INSERT INTO deployment.last_runs (command, ended_at, well) VALUES ($1, $2, $3)
      ON CONFLICT (command) DO UPDATE SET (ended_at, well) = (excluded.ended_at, excluded.well)`,
    [command, now, well],
  )
