/** Milliseconds in which a page that is being put away lets go of its name: the one that a reload opens may be quicker. */
const patience = 300

/** Somebody signed in on one page, until she signs out there or the page is gone, however it goes. */
export interface Tab {
  id: string
  /** Resolves once the others can tell that it is there. Rejects where the browser cannot tell them. */
  there: Promise<void>
  close: () => void
}

const lockOf = (id: string) => `alongside tab ${id}`

/** It holds a lock under its name, which the browser lets go of when the page is closed, reloaded, killed or crashed. */
export function openTab(): Tab {
  const id = crypto.randomUUID()
  const { promise: gone, resolve: close } = Promise.withResolvers<void>()
  const { promise: there, resolve, reject } = Promise.withResolvers<void>()
  const hold = async () =>
    navigator.locks.request(lockOf(id), () => {
      resolve()
      return gone
    })
  hold().catch(reject)
  // Said when something is to be kept.
  there.catch(() => undefined)
  return { id, there, close }
}

/** Whether no page of that name is there any more. */
export const isGone = (id: string): Promise<boolean> =>
  navigator.locks
    .request(lockOf(id), { signal: AbortSignal.timeout(patience) }, () => true)
    .catch(() => false)
