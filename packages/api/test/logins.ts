import { Client } from 'pg'
import { prepareRoles } from '../src/db/roles.ts'

/** The logins of a database that is a copy of another, where the product itself is to find its way in. */
export async function giveLogins(ownerUrl: string, secret: string): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await prepareRoles(owner, secret)
  } finally {
    await owner.end()
  }
}
