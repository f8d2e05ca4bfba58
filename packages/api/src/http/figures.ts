import type { Pool } from 'pg'

/** One number of how the deployment fares. `of`: the queue, state or table that it is of. */
interface Figure {
  name: FigureName
  of: string
  value: number
}

/** What the database knows of it: by name, what it says and what it is told apart by. Nothing of anybody, nor of which partnership. */
export const figures = {
  outbox_lag_seconds: { help: 'Since the oldest event that nobody has been told of yet' },
  events_not_carried: { help: 'Events of the outbox that failed and stand aside, to be tried again' },
  audit_unsealed: { help: 'Entries of the record that are not sealed yet' },
  audit_seal_lag_seconds: { help: 'Since the oldest entry that is not sealed yet' },
  queue_oldest_seconds: { help: 'Since the oldest job that is to be done was queued', by: 'queue' },
  queue_failed: { help: 'Jobs that were given up in the last days', by: 'queue' },
  job_runner_age_seconds: { help: 'Since a replica last began what falls due each minute' },
  webhook_oldest_seconds: { help: 'Since the oldest delivery to an endpoint that takes any' },
  webhook_endpoints: {
    help: 'Endpoints by how they fare: taking, failing, stopped, or with a secret that cannot be read',
    by: 'state',
  },
  last_run_age_seconds: {
    help: 'Since a command last ran to its end, or else since the installation',
    by: 'command',
  },
  audit_broken: { help: '1 where verify-audit last said that the record does not hold' },
  database_bytes: { help: 'With indexes', by: 'table' },
} as const satisfies Record<string, { help: string; by?: string }>
export type FigureName = keyof typeof figures

/** `$1`: now; `$2`, `$3`: the queue’s states of what is to be done, and of what was given up. */
const age = (since: string) =>
  `coalesce(greatest(extract(epoch FROM $1::timestamptz - ${since}), 0), 0)::float8`

const asked: Record<FigureName, string> = {
  outbox_lag_seconds: `SELECT '', ${age('min(at)')} FROM outbox_events WHERE relayed_at IS NULL`,
  events_not_carried: `SELECT '', count(*) FROM outbox_events WHERE relayed_at IS NULL AND tries > 0`,
  audit_unsealed: `SELECT '', count(*) FROM audit_events WHERE seal_id IS NULL`,
  audit_seal_lag_seconds: `SELECT '', ${age('min(at)')} FROM audit_events WHERE seal_id IS NULL`,
  queue_oldest_seconds: `SELECT q.name, ${age('min(j.created_on)')} FROM pgboss.queue q
    LEFT JOIN pgboss.job j ON j.name = q.name AND j.state = ANY ($2) GROUP BY q.name`,
  queue_failed: `SELECT q.name, count(j.id) FROM pgboss.queue q LEFT JOIN pgboss.job j ON j.name = q.name AND j.state = ANY ($3) GROUP BY q.name`,
  job_runner_age_seconds: `SELECT '', ${age('coalesce(max(j.started_on), min(q.created_on))')} FROM pgboss.queue q
    LEFT JOIN pgboss.job j ON j.name = q.name WHERE q.name = 'work'`,
  webhook_oldest_seconds: `SELECT '', ${age('oldest')} FROM app.webhook_figures()`,
  webhook_endpoints: `SELECT s.state, s.count FROM app.webhook_figures(),
    LATERAL (VALUES ('taking', taking), ('failing', failing), ('stopped', stopped), ('unreadable', unreadable)) s (state, count)`,
  last_run_age_seconds: `SELECT c.command, ${age('coalesce(r.ended_at, (SELECT min(applied_at) FROM deployment.schema_versions))')}
    FROM (VALUES ('backup'), ('drill'), ('verify-audit') UNION ALL SELECT 'backup of keys' FROM deployment.case_keys WHERE pair IS NOT NULL) c (command) LEFT JOIN deployment.last_runs r ON r.command = c.command`,
  audit_broken: `SELECT '', count(*) FROM deployment.last_runs WHERE command = 'verify-audit' AND NOT well`,
  database_bytes: `SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
}

const text = Object.entries(asked)
  .map(
    ([name, select]) =>
      `(SELECT '${name}' AS name, f."of"::text AS "of", f.value::float8 AS value FROM (${select}) f ("of", value))`,
  )
  .join(' UNION ALL ')

/** All of them, by the jobs' login. */
export async function readFigures(jobs: Pool, now: string): Promise<Figure[]> {
  const { rows } = await jobs.query<Figure>({
    name: 'figures',
    text,
    values: [now, ['created', 'retry'], ['failed']],
  })
  return rows
}
