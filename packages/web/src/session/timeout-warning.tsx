import { useEffect, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useSession, useSessionActions } from './session.tsx'

const warnBefore = 3 * 60_000 // milliseconds

/** Warns three minutes before the session ends, and says that nothing typed is lost either way. */
export function TimeoutWarning() {
  const { expiresAt } = useSession()
  const { renew, signOut } = useSessionActions()
  // Which end was warned of: a renewed session has another.
  const [nearTo, setNearTo] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  useEffect(() => {
    const left = Date.parse(expiresAt) - Date.now() - warnBefore
    const timer = setTimeout(() => setNearTo(expiresAt), Math.min(Math.max(left, 0), 2 ** 31 - 1))
    return () => clearTimeout(timer)
  }, [expiresAt])

  const stay = async () => {
    setBusy(true)
    await renew().catch(() => undefined)
    setBusy(false)
    setNearTo(null)
  }
  return (
    <Dialog
      open={nearTo === expiresAt}
      onClose={() => void stay()}
      title="Are you still there?"
      actions={
        <>
          <Button type="button" busy={busy} onClick={() => void stay()}>
            Stay signed in
          </Button>
          <Button type="button" variant="secondary" onClick={() => void signOut().catch(() => undefined)}>
            Sign out
          </Button>
        </>
      }
    >
      For safety you will be signed out in about 3 minutes. Drafts are saved, and what stands on this page
      waits for you until you sign in again.
    </Dialog>
  )
}
