import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { paths } from '../paths.ts'
import { useCan, useSession } from './session.tsx'
import { useSigningOut } from './signing-out.tsx'

/** Loaded when it is first asked for: most visits never see it. */
const AccountDialog = lazy(() => import('./account-dialog.tsx'))

/** Notifications, as whom I act, signing out here and everywhere. */
export function AccountMenu() {
  const [open, setOpen] = useState<boolean | null>(null)
  const { name, acting } = useSession()
  const notified = useCan('notifications:own')
  const { begin, question } = useSigningOut()
  return (
    <>
      {notified && acting && (
        <Link {...paths.notifications} className="app-header__link app-icon app-icon--bell">
          <span className="govuk-visually-hidden">Notifications</span>
        </Link>
      )}
      <button type="button" className="app-header__button" onClick={() => setOpen(true)}>
        <span className="app-header__wide">{name}</span>
        <span className="app-header__narrow" aria-hidden="true">
          {initialsOf(name)}
        </span>
        {acting && <span className="govuk-visually-hidden">, {acting.agencyName}: account</span>}
      </button>
      {open !== null && (
        <Suspense>
          <AccountDialog open={open} onClose={() => setOpen(false)} signOut={begin} />
        </Suspense>
      )}
      {question}
    </>
  )
}

/** Of "Det. Sgt. Neil Vale" NV: of the first and the last of the words without a stop. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word && !word.endsWith('.'))
  return [words.at(-2), words.at(-1)].map((word) => word?.charAt(0) ?? '').join('')
}
