import { restIsOpen } from '@alongside/shared/referrals/rules'
import { asksWhole, isShort } from '@alongside/shared/referrals/tonight'
import { Link, Navigate, Outlet, useLocation, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { paths } from '../paths.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Page } from '../ui/page.tsx'
import { DraftProvider, useDraft } from './draft-context.tsx'
import { ElsewhereNotice } from './elsewhere-notice.tsx'
import { OnRedirected, Redirected, type Redirection, Under18 } from './under-18.tsx'

/** Around every page of one referral's form. */
export default function FormFrame() {
  const { referralId = '' } = useParams({ strict: false })
  const [redirected, setRedirected] = useState<Redirection | null>(null)
  if (redirected) return <Redirected {...redirected} />
  return (
    <DraftProvider key={referralId} referralId={referralId}>
      <OnRedirected value={setRedirected}>
        <ElsewhereNotice />
        <Gate />
      </OnRedirected>
    </DraftProvider>
  )
}

/**
 * A short form has a page of its own, and so has its rest. While she is or may be under 18 there is no form, but for the page
 * on which that can be corrected.
 */
function Gate() {
  const { under18, referral, answers, finished } = useDraft()
  const { pathname } = useLocation()
  const { section } = useParams({ strict: false })
  if (finished) return <Outlet />
  const [rest, short] = [restIsOpen(referral), isShort(answers) && !asksWhole(referral.state)]
  if (rest !== pathname.endsWith('/rest'))
    return <Navigate {...(rest ? paths.rest(referral.id) : paths.referral(referral.id))} replace />
  if (short !== pathname.endsWith('/tonight'))
    return <Navigate {...(short ? paths.tonight(referral.id) : paths.referralForm(referral.id))} replace />
  // Its first step asks how old she is, and says there what to do.
  if (short || rest) return <Outlet />
  if (!under18 || section === 'person') return <Outlet />
  return (
    <>
      <BackLink>
        <Link {...paths.referrals}>Referrals</Link>
      </BackLink>
      <Page title="Referral form" heading="She is or may be under 18" caption={referral.reference}>
        <Under18 />
      </Page>
    </>
  )
}
