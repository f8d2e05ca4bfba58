import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Left } from '../autosave/device.ts'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useSessionActions } from './session.tsx'

interface SigningOut {
  /** Saves what can be saved and signs out; asks first when something would be lost. @throws when it could not sign out */
  begin: (everywhere?: boolean) => Promise<void>
  /** What would be lost, by name. */
  question: ReactNode
}

/** REF-12: signing out wipes the device, so that what has not reached the server is named before it is lost. */
export function useSigningOut(): SigningOut {
  const { signOut } = useSessionActions()
  const navigate = useNavigate()
  const [asked, setAsked] = useState<{ left: Left[]; everywhere: boolean } | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const leave = async (everywhere: boolean) => {
    await signOut(everywhere)
    setAsked(null)
    await navigate(paths.work)
  }
  const begin = async (everywhere = false) => {
    // Loaded when it is needed: who has typed nothing loads none of it.
    const { notArrived } = await import('../autosave/not-arrived.ts')
    const left = await notArrived()
    if (left.length > 0) setAsked({ left, everywhere })
    else await leave(everywhere)
  }
  const question = (
    <Dialog
      open={asked !== null}
      onClose={() => setAsked(null)}
      title="This has not reached the server"
      actions={
        <>
          <Button type="button" onClick={() => setAsked(null)}>
            Stay signed in
          </Button>
          <Button
            type="button"
            variant="warning"
            onClick={() => void leave(asked?.everywhere ?? false).catch(setError)}
          >
            Sign out and lose it
          </Button>
        </>
      }
    >
      <Refused error={error} />
      <p className="govuk-body">It is kept on this device alone, and signing out removes it:</p>
      <ul className="govuk-list govuk-list--bullet">
        {asked?.left.map(({ title, parts, path }) => (
          <li key={`${title} ${path}`}>
            <a className="govuk-link" href={path}>
              {title}
            </a>
            {parts.length > 0 && `: ${parts.join(', ')}`}
          </li>
        ))}
      </ul>
    </Dialog>
  )
  return { begin, question }
}
