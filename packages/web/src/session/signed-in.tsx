import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { PublicLayout } from '../layouts/public-layout.tsx'
import { Awaited } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { Button } from '../ui/button.tsx'
import { Loading } from '../ui/loading.tsx'
import { Frame } from './frame.tsx'
import { PartnershipContext, useReadPartnership } from './partnership.ts'
import { useSessionActions, useSessionState } from './session.tsx'
import { StepUp } from './step-up.tsx'
import { StillOpen } from './still-open.tsx'

const signInAgain = () => import('./sign-in-again.tsx')
const SignInAgain = lazy(signInAgain)
const Thanked = lazy(() => import('../guests/thanked.tsx'))

/**
 * Everything behind sign-in. The address never changes for signing in, so one returns to where one was. A session that
 * ends while something is being typed leaves the page as it is, hidden, until the same person is back.
 */
export function SignedIn() {
  const state = useSessionState()
  const { askAgain } = useSessionActions()
  if (state.state === 'asking')
    return (
      <PublicLayout>
        <Loading label="Loading" lines={3} />
      </PublicLayout>
    )
  if (state.state === 'failed')
    return (
      <PublicLayout>
        <Refused error={state.error} />
        <Button type="button" onClick={askAgain}>
          Try again
        </Button>
      </PublicLayout>
    )
  if (state.state === 'thanked')
    return (
      <Suspense>
        <Thanked />
      </Suspense>
    )
  if (state.state === 'none')
    return (
      <Suspense>
        <SignInAgain />
      </Suspense>
    )
  const over = state.state === 'over'
  return (
    <>
      {over && (
        <Suspense>
          <SignInAgain ended email={state.session.email} />
        </Suspense>
      )}
      <div hidden={over} inert={over}>
        <Inside key={`${state.session.accountId} ${state.session.acting?.membershipId}`} />
      </div>
      {!over && <StepUp />}
      {!over && <StillOpen />}
    </>
  )
}

function Inside() {
  const state = useSessionState()
  // While there is a connection: a session that ends without one must find the page that asks her to sign in again.
  useEffect(() => {
    const soon = setTimeout(() => void signInAgain().catch(() => undefined), 5000)
    return () => clearTimeout(soon)
  }, [])
  const acting = 'session' in state ? state.session.acting : null
  const partnership = useReadPartnership(acting !== null)
  if (!acting) return <Frame partnership={null} />
  if (!partnership.data)
    return (
      <PublicLayout partnership={acting.partnershipName}>
        <Awaited read={partnership} label="Loading" lines={3}>
          {() => null}
        </Awaited>
      </PublicLayout>
    )
  return (
    <PartnershipContext value={partnership.data}>
      <Frame partnership={partnership.data.name}>
        <Outlet />
      </Frame>
    </PartnershipContext>
  )
}
