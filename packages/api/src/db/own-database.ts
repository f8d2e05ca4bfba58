import { Client, escapeIdentifier } from 'pg'

/**
 * A database of our own in a cluster of our own, and its owner, who is no superuser: as it is where people run it for real.
 * Gives the owner's URL; her password is the superuser's.
 */
export async function ownDatabase(superuserUrl: string, name: string, owner = name): Promise<string> {
  const client = new Client({ connectionString: superuserUrl })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const there = async (text: string, value: string) => (await client.query(text, [value])).rowCount === 1
    const password = client.escapeLiteral(new URL(superuserUrl).password)
    if (!(await there('SELECT FROM pg_roles WHERE rolname = $1', owner)))
      await client.query(`CREATE ROLE ${escapeIdentifier(owner)} LOGIN CREATEROLE PASSWORD ${password}`)
    if (!(await there('SELECT FROM pg_database WHERE datname = $1', name)))
      await client.query(`CREATE DATABASE ${escapeIdentifier(name)} OWNER ${escapeIdentifier(owner)}`)
  } finally {
    await client.end()
  }
  return Object.assign(new URL(superuserUrl), { pathname: name, username: owner }).href
}
