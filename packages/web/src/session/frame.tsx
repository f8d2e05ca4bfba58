import type { Permission } from '@alongside/shared/access'
import { Link, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { AppLayout } from '../layouts/app-layout.tsx'
import { BareLayout } from '../layouts/bare-layout.tsx'
import { paths } from '../paths.ts'
import type { LinkElement } from '../ui/link.ts'
import { AccountMenu } from './account-menu.tsx'
import { NoPlacePage } from './no-place-page.tsx'
import { SearchBox } from './search-box.tsx'
import { useCan, useSession } from './session.tsx'
import { TimeoutWarning } from './timeout-warning.tsx'

/** The links of the main navigation, each for whoever may open its page. */
const links: { link: LinkElement; path: string; needs: Permission }[] = [
  { link: <Link {...paths.work}>My work</Link>, path: '/', needs: 'partnership:read' },
  { link: <Link {...paths.referrals}>Referrals</Link>, path: '/referrals', needs: 'referrals:read' },
  { link: <Link {...paths.cases}>Cases</Link>, path: '/cases', needs: 'cases:read' },
  { link: <Link {...paths.meetings}>Meetings</Link>, path: '/meetings', needs: 'meetings:read' },
  { link: <Link {...paths.actions}>Actions</Link>, path: '/actions', needs: 'actions:read' },
  { link: <Link {...paths.agreements}>Agreements</Link>, path: '/agreements', needs: 'agreements:read' },
  {
    link: <Link {...paths.emergencyAccesses}>Open in an emergency</Link>,
    path: '/emergency-access',
    needs: 'access:emergency',
  },
  {
    link: <Link {...paths.papersForHer}>Papers for her</Link>,
    path: '/papers-for-her',
    needs: 'consents:record',
  },
  { link: <Link {...paths.onCall}>On call</Link>, path: '/on-call', needs: 'members:read' },
  { link: <Link {...paths.members}>Members</Link>, path: '/members', needs: 'members:place' },
  { link: <Link {...paths.systems}>Systems</Link>, path: '/systems', needs: 'agreements:sign' },
  { link: <Link {...paths.monitoring}>Monitoring</Link>, path: '/monitoring', needs: 'reports:read' },
  { link: <Link {...paths.audit}>Audit</Link>, path: '/audit', needs: 'audit:read' },
]

/** The frame around every page behind sign-in; without a partnership it says what to do. */
export function Frame({ partnership, children }: { partnership: string | null; children?: ReactNode }) {
  const session = useSession()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const inPartnership = partnership !== null
  const notice = useNotice()
  const searches = useCan('cases:read') && inPartnership
  // Who sees no true numbers, the steering group, goes straight to what is published.
  const counts = useCan('monitoring:read')
  const isCurrent = (path: string) =>
    path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`)
  if (inPartnership && isForTheWall(pathname))
    return (
      <BareLayout>
        <TimeoutWarning />
        {children}
      </BareLayout>
    )
  return (
    <AppLayout
      partnership={partnership ?? 'No partnership'}
      home={<Link {...paths.work}>Alongside</Link>}
      navigation={links
        .filter(({ needs }) => inPartnership && session.permissions.includes(needs))
        .map(({ link, path }) =>
          path === '/monitoring'
            ? {
                link: counts ? link : <Link {...paths.reports}>Monitoring</Link>,
                current: isCurrent(path) || isCurrent('/reports'),
              }
            : { link, current: isCurrent(path) },
        )}
      search={searches ? <SearchBox /> : undefined}
      account={<AccountMenu />}
      notice={notice}
    >
      <TimeoutWarning />
      {inPartnership ? children : <NoPlacePage />}
    </AppLayout>
  )
}

const isForTheWall = (pathname: string) => /^\/meetings\/[^/]+\/screen$/.test(pathname)

/** What must be known on every page, or nothing. */
function useNotice(): ReactNode {
  const { standing, acting } = useSession()
  if (!useOnline())
    return (
      <output>
        No connection. What you type is kept on this device, encrypted. Referrals, research, the record of a
        meeting and its minutes are saved when it is back; the rest once you send it.
      </output>
    )
  if (acting && standing === 'agreements_unsigned')
    return (
      <>
        Case data opens once {acting.agencyName} has signed its agreements.{' '}
        <Link {...paths.agreements} className="govuk-link">
          Read them
        </Link>
      </>
    )
  return undefined
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const look = () => setOnline(navigator.onLine)
    window.addEventListener('online', look)
    window.addEventListener('offline', look)
    return () => {
      window.removeEventListener('online', look)
      window.removeEventListener('offline', look)
    }
  }, [])
  return online
}
