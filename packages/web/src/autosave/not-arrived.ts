import { device, type Left } from './device.ts'
import { open } from './open.ts'

/** What has not reached the server: kept on this device until she is back, or lost with the page. */
export interface NotArrived extends Left {
  kept: boolean
}

const patience = 5000 // milliseconds for a last save on a poor connection

/** Tries to save whatever is open, and says what has not reached the server then, of this page and of others. */
export async function notArrived(): Promise<NotArrived[]> {
  const later = new Promise<void>((resolve) => setTimeout(resolve, patience))
  await Promise.race([Promise.all([...open].map(({ arrive }) => arrive())), later])
  const onDevice = await device()
    .everything()
    .catch(() => [])
  const mine = onDevice.filter(({ here }) => here)
  // The page knows its own best: a device may keep nothing.
  const ofPage = [...open].flatMap(({ name, left }) => {
    const here = left()
    return here ? [{ ...here, kept: mine.some((kept) => kept.name === name) }] : []
  })
  const names = new Set([...open].map(({ name }) => name))
  const elsewhere = onDevice
    .filter(({ name, here }) => !(here && names.has(name)))
    .map(({ title, parts, path }) => ({ title, parts, path, kept: true }))
  return [...ofPage, ...elsewhere]
}
