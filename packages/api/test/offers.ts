import { newId } from '../src/ids.ts'

type Rows = <T extends object>(text: string, values?: unknown[]) => Promise<T[]>

/** Says yes to what the address is offered, as by its link: the account is made where there is none. `rows`: as the tables' owner. */
export async function takeOffers(rows: Rows, email: string, now: string): Promise<void> {
  const offers = await rows<{ id: string; name: string }>(
    'SELECT id, name FROM place_offers WHERE email = $1 AND ended_at IS NULL ORDER BY offered_at',
    [email],
  )
  for (const { id, name } of offers) {
    await rows(
      'INSERT INTO accounts (id, email, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (email) DO NOTHING',
      [newId(), email, name, now],
    )
    await rows(
      `SELECT app.take_place($1, (SELECT id FROM accounts WHERE email = $2), $3, 'test', '127.0.0.1', $4)`,
      [id, email, [newId(), newId(), newId()], now],
    )
  }
}
