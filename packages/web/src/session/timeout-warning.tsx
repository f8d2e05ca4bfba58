import { useEffect, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useSession, useSessionActions } from './session.tsx'
import { useSigningOut } from './signing-out.tsx'

const warnBefore = 3 * 60_000 // milliseconds

// What a timer can hold; a longer wait would fire at once.
const within = (milliseconds: number) => Math.min(Math.max(milliseconds, 0), 2 ** 31 - 1)

/** Warns three minutes before the session ends, and says that nothing typed is lost either way. */
export function TimeoutWarning() {
  const { expiresAt } = useSession()
  const { renew, end } = useSessionActions()
  const { begin, question } = useSigningOut()
  // Which end was warned of: a renewed session has another.
  const [nearTo, setNearTo] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  useEffect(() => {
    const left = Date.parse(expiresAt) - Date.now()
    const warning = setTimeout(() => setNearTo(expiresAt), within(left - warnBefore))
    const ending = setTimeout(end, within(left))
    return () => {
      clearTimeout(warning)
      clearTimeout(ending)
    }
  }, [expiresAt, end])

  const stay = async () => {
    setBusy(true)
    await renew().catch(() => undefined)
    setBusy(false)
    setNearTo(null)
  }
  return (
    <>
      <Dialog
        open={nearTo === expiresAt}
        onClose={() => void stay()}
        title="Are you still there?"
        actions={
          <>
            <Button type="button" busy={busy} onClick={() => void stay()}>
              Stay signed in
            </Button>
            <Button type="button" variant="secondary" onClick={() => void begin().catch(() => undefined)}>
              Sign out
            </Button>
          </>
        }
      >
        For safety you will be signed out in about 3 minutes. Drafts are saved, and what stands on this page
        waits for you until you sign in again.
      </Dialog>
      {question}
    </>
  )
}
