import { foundSandbox } from '../src/demo/sandbox.ts'
import { freePort } from './free-port.ts'
import { openWorld } from './world.ts'

/**
 * The sandbox as the demo founds it, behind a real port: what strangers' programs are run against. `publicUrl`: where
 * they reach it, when something stands between.
 */
export async function listeningSandbox(now: string, publicUrl?: string) {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const world = await openWorld(now, { PUBLIC_URL: publicUrl ?? address })
  await foundSandbox(await world.administrator(), world.signIn, now, world.rows)
  await world.runJobs()
  await world.app.listen({ host: '127.0.0.1', port })
  return { ...world, address }
}
