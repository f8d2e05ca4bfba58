import type { Left } from './device.ts'

interface Open {
  name: string
  /** Sends what can be sent, and has the device keep the rest. */
  arrive: () => Promise<void>
  /** What has not reached the server; null when everything has. */
  left: () => Left | null
}

/** Whatever is typed into on this page: sign-out has each save first, and asks what is left of it. */
export const open = new Set<Open>()
