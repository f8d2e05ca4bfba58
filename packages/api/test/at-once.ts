import type { World } from './world.ts'

/** Each is begun once those before it wait for a lock; nothing is put into the outbox until all of them do. */
export async function atOnce<T>(
  { owner, rows }: Pick<World, 'owner' | 'rows'>,
  ...requests: (() => Promise<T>)[]
): Promise<T[]> {
  const client = await owner.connect()
  try {
    await client.query('BEGIN')
    await client.query('LOCK TABLE outbox_events IN SHARE MODE')
    const answers: Promise<T>[] = []
    let over = false
    for (const request of requests) {
      answers.push(request().finally(() => (over = true)))
      const waits = () =>
        rows(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
      while (!over && (await waits()).length < answers.length);
    }
    await client.query('COMMIT')
    return await Promise.all(answers)
  } finally {
    client.release()
  }
}
