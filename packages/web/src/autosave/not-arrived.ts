import { everythingOnDevice, type Left } from './device.ts'
import { open } from './open.ts'

const patience = 5000 // milliseconds for a last save on a poor connection

/** Tries to save whatever is open, and says what has not reached the server then, of this page and of others. */
export async function notArrived(): Promise<Left[]> {
  const later = new Promise<void>((resolve) => setTimeout(resolve, patience))
  await Promise.race([Promise.all([...open].map(({ arrive }) => arrive())), later])
  // The page knows its own best: a device may keep nothing.
  const kept = await everythingOnDevice().catch(() => [])
  const left = new Map<string, Left>(kept)
  for (const one of open) {
    const here = one.left()
    if (here) left.set(one.name, here)
    else left.delete(one.name)
  }
  return [...left.values()]
}
