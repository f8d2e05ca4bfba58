import { Client } from 'pg'
import { newId } from '../ids.ts'
import { hashPassword } from './passwords.ts'

/** The deployment's first account: founds partnerships, sees no case (ACC-4). Made by whoever owns the database; harmless when it exists. */
export async function ensurePlatformAdministrator(
  ownerUrl: string,
  person: { email: string; name: string; password: string | null },
  now: string,
): Promise<void> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(
      `INSERT INTO accounts (id, email, name, password_hash, platform_administrator, created_at) VALUES ($1, $2, $3, $4, true, $5)
       ON CONFLICT (email) DO NOTHING`,
      [
        newId(),
        person.email,
        person.name,
        person.password === null ? null : await hashPassword(person.password),
        now,
      ],
    )
  } finally {
    await client.end()
  }
}
