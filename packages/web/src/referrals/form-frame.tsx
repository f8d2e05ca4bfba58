import { Outlet, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { DraftProvider, useDraft } from './draft-context.tsx'
import { ElsewhereNotice } from './elsewhere-notice.tsx'
import { Redirected, Under18 } from './under-18.tsx'

/** Around every page of one referral's form. */
export default function FormFrame() {
  const { referralId = '' } = useParams({ strict: false })
  const [redirectedUntil, setRedirectedUntil] = useState<string | null>(null)
  if (redirectedUntil) return <Redirected dueAt={redirectedUntil} />
  return (
    <DraftProvider key={referralId} referralId={referralId}>
      <Gate onRedirected={setRedirectedUntil} />
      <ElsewhereNotice />
      <Outlet />
    </DraftProvider>
  )
}

function Gate({ onRedirected }: { onRedirected: (dueAt: string) => void }) {
  return useDraft().under18 && <Under18 onRedirected={onRedirected} />
}
