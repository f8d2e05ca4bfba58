import { useEffect, useState } from 'react'

/** What a mailed link carries behind its hash, which no server's log sees; it leaves the address at once. Empty where there is none. */
export function useLinkToken(): string {
  const [token] = useState(() => decodeURIComponent(window.location.hash.slice(1)))
  useEffect(() => window.history.replaceState(window.history.state, '', window.location.pathname), [])
  return token
}
