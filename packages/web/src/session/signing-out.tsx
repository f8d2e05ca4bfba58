import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { NotArrived } from '../autosave/not-arrived.ts'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useSessionActions } from './session.tsx'

interface SigningOut {
  /** Saves what can be saved and signs out; asks first when something has not arrived. @throws when it could not sign out */
  begin: (everywhere?: boolean) => Promise<void>
  /** What has not arrived, by name. */
  question: ReactNode
}

/** REF-12: what has not reached the server is named: it waits, sealed, until the same person signs in here again. */
export function useSigningOut(): SigningOut {
  const { signOut } = useSessionActions()
  const navigate = useNavigate()
  const [asked, setAsked] = useState<{ left: NotArrived[]; everywhere: boolean } | null>(null)
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
  const waits = asked?.left.filter(({ kept }) => kept) ?? []
  const lost = asked?.left.filter(({ kept }) => !kept) ?? []
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
            {lost.length > 0 ? 'Sign out and lose it' : 'Sign out all the same'}
          </Button>
        </>
      }
    >
      <Refused error={error} />
      {waits.length > 0 && (
        <>
          <p className="govuk-body">
            It stays on this device for 30 days, where nobody but you can open it, until you sign in here
            again:
          </p>
          <Names of={waits} />
        </>
      )}
      {lost.length > 0 && (
        <>
          <p className="govuk-body">It stands on this page alone, and signing out loses it:</p>
          <Names of={lost} />
        </>
      )}
    </Dialog>
  )
  return { begin, question }
}

const Names = ({ of }: { of: readonly NotArrived[] }) => (
  <ul className="govuk-list govuk-list--bullet">
    {of.map(({ title, parts, path }, at) => (
      <li key={at}>
        <a className="govuk-link" href={path}>
          {title}
        </a>
        {parts.length > 0 && `: ${parts.join(', ')}`}
      </li>
    ))}
  </ul>
)
