import { roleWords } from '@alongside/shared/partnerships/words'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Radios } from '../ui/radios.tsx'
import { useSession, useSessionActions } from './session.tsx'

type DialogProps = { open: boolean; onClose: () => void; signOut: (everywhere?: boolean) => Promise<void> }

/** As whom I act, my places, how it looks, signing out here and everywhere. */
export default function AccountDialog({ open, onClose, signOut }: DialogProps) {
  const session = useSession()
  const { actAs } = useSessionActions()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const current = session.acting?.membershipId ?? ''
  const run = async (work: () => Promise<void>) => {
    setBusy(true)
    setError(null)
    try {
      await work()
      onClose()
    } catch (failure) {
      if (failure instanceof Error) setError(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={session.name}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            Back
          </Button>
          <Button type="button" busy={busy} onClick={() => void run(() => signOut())}>
            Sign out
          </Button>
          <Button type="button" variant="warning" busy={busy} onClick={() => void run(() => signOut(true))}>
            Sign out on every device
          </Button>
        </>
      }
    >
      <Refused error={error} />
      {session.places.length > 1 ? (
        <Radios
          name="/membershipId"
          label="Act as"
          small
          value={current}
          options={session.places.map((place) => ({
            value: place.membershipId,
            label: `${place.agencyName}, ${roleWords[place.role].toLowerCase()}`,
            hint: place.partnershipName,
          }))}
          onChange={(membershipId) =>
            void run(async () => {
              await actAs(membershipId)
              await navigate(paths.work)
            })
          }
        />
      ) : (
        <p className="govuk-body">
          {session.acting
            ? `${session.acting.agencyName}, ${roleWords[session.acting.role].toLowerCase()}`
            : session.email}
        </p>
      )}
      {session.acting && (
        <p className="govuk-body">
          <Link {...paths.myPlaces} className="govuk-link" onClick={onClose}>
            Your places and invitations
          </Link>
        </p>
      )}
      <p className="govuk-body">
        <Link {...paths.account} className="govuk-link" onClick={onClose}>
          Your account: password, and where you are signed in
        </Link>
      </p>
      <p className="govuk-body">
        <Link {...paths.look} className="govuk-link" onClick={onClose}>
          How it looks
        </Link>
      </p>
      <p className="govuk-body">
        What you typed is saved on the server. What has not reached it is named before you sign out, and waits
        on this device where nobody but you can open it.
      </p>
    </Dialog>
  )
}
