import { Client } from 'pg'

/** One connection of its own to that address for one piece of work, closed however it ends: commands, which have no pool. */
export async function withClient<T>(
  connectionString: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString })
  // Whoever waits for an answer hears that it was lost; nobody else has to.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
