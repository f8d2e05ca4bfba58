import { Link, Outlet, useParams } from '@tanstack/react-router'
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

/** While she is or may be under 18 there is no form, but for the page on which that can be corrected. */
function Gate() {
  const { under18, referral } = useDraft()
  const { section } = useParams({ strict: false })
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
