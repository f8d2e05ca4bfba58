import type { ClientBase } from 'pg'

/** Whether what is done in a database has consequences outside. A copy that was restored has none until it is promoted. */
export interface Mode {
  /** Of a copy: the moment that it shows. */
  drill: { copiedAt: string } | null
  /** Of a copy that was made live: between these nothing is in it. */
  gap: { from: string; until: string } | null
}

export async function modeOf(client: Pick<ClientBase, 'query'>): Promise<Mode> {
  const { rows } = await client.query<{
    mode: 'live' | 'drill'
    copiedAt: Date | string | null
    since: Date | string
  }>('SELECT mode, copied_at AS "copiedAt", since FROM deployment.mode')
  const [row] = rows
  if (!row?.copiedAt) return { drill: null, gap: null }
  const [copiedAt, since] = [row.copiedAt, row.since].map((at) => new Date(at).toISOString()) as [
    string,
    string,
  ]
  return row.mode === 'drill'
    ? { drill: { copiedAt }, gap: null }
    : { drill: null, gap: { from: copiedAt, until: since } }
}
