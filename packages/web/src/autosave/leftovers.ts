import { type Sealed, settled, within } from './store.ts'

/** Milliseconds for which what could not be sent waits on a device, until she who typed it is back. */
const waits = 30 * 86_400_000

/**
 * REF-12: what nobody came back for goes at the next visit of anybody. Sealed, it would lie there for ever: who signs in next
 * cannot open it, nor take it away.
 */
export async function forgetLeftovers(): Promise<void> {
  const old = Date.now() - waits
  await within('readwrite', async (drafts) => {
    const [places, all] = await Promise.all([
      settled(drafts.getAllKeys()),
      settled<Sealed[]>(drafts.getAll()),
    ])
    const gone = places.filter((_, n) => (all[n]?.at ?? 0) <= old)
    await Promise.all(gone.map((place) => settled(drafts.delete(place))))
  })
}
