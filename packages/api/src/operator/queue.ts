import { Advice } from '../advice.ts'
import { type Operator, record } from './record.ts'

const queues = ['mail', 'work', 'seal', 'forget']

/** What waits and what was given up, by queue; never what it says, or to whom. */
export async function listQueue(operator: Operator): Promise<string[]> {
  const { rows } = await operator.owner.query<{ name: string; state: string; count: number; since: string }>(
    `SELECT name, state::text, count(*)::int, min(created_on) AS since FROM pgboss.job
      WHERE state = ANY ($2) AND name = ANY ($1) GROUP BY name, state ORDER BY name, state`,
    [queues, Object.keys(words)],
  )
  await record(operator, 'operator.listed_queue')
  if (rows.length === 0) return ['Nothing waits, and nothing was given up.']
  return rows.map(
    ({ name, state, count, since }) => `${name}: ${count} ${words[state]}, the oldest of ${since}`,
  )
}
const words: Record<string, string> = {
  created: 'wait for the first time',
  retry: 'wait to be tried again',
  active: 'are being done',
  failed: 'were given up',
}

/** What was given up is tried as if for the first time. */
export async function retryQueue(operator: Operator, queue: string | undefined): Promise<string[]> {
  if (!queue || !queues.includes(queue)) throw new Advice(`Say which: admin queue retry ${queues.join('|')}`)
  const { rowCount } = await operator.owner.query(
    `UPDATE pgboss.job SET state = 'retry', retry_count = 0, completed_on = NULL, start_after = now() WHERE name = $1 AND state = ANY ($2)`,
    [queue, ['failed']],
  )
  await record(operator, 'operator.retried_queue')
  return [`${rowCount} of ${queue} are tried again.`]
}
