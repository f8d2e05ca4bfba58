import { useEffect } from 'react'
import { sessionGoesOn } from '../client/session.ts'

/** Milliseconds from one look to the next: a page is empty within thirty seconds of its session's end (IDN-6). */
const every = 20_000

/**
 * Empties the page where its session has ended elsewhere: signed out on another device, place or account ended. Asked while
 * somebody may be looking, and as soon as somebody does again; where nobody answers, the session's own end does it.
 */
export function StillOpen() {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void sessionGoesOn()
    }
    const looking = setInterval(look, every)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(looking)
      document.removeEventListener('visibilitychange', look)
    }
  }, [])
  return null
}
