import { openSession } from '../src/sessions/queries.ts'
import type { World } from './world.ts'

type Signing = Pick<World, 'app' | 'rows' | 'services' | 'clock'>

/** Somebody signed in anew, by the world's clock. */
export async function actorFor({ rows, services, clock }: Signing, email: string) {
  const [account] = await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [email])
  return (await openSession(services.pools.identity, account!.id, clock.now()))!.actor
}

/** A good token of that address's, as a header. */
export async function tokenOf(world: Signing, email: string): Promise<string> {
  const until = Date.parse(world.clock.now()) / 1000 + 600
  return `Bearer ${world.app.jwt.sign({ ...(await actorFor(world, email)), until })}`
}
