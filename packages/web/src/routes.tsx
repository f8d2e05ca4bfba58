import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
} from '@tanstack/react-router'
import { ErrorPage } from './layouts/error-page.tsx'
import { NotFoundPage } from './layouts/not-found-page.tsx'
import { PublicLayout } from './layouts/public-layout.tsx'
import { referralFilters } from './referrals/filters.ts'
import { SignedIn } from './session/signed-in.tsx'

/** Keeps these words of the address's query as text; an address gives `true` as a boolean, and digits as a number. */
const text =
  <Name extends string>(...names: Name[]) =>
  (search: Record<string, unknown>): { [N in Name]?: string } => {
    const kept: { [N in Name]?: string } = {}
    for (const name of names) {
      const value = search[name]
      if ((typeof value === 'string' && value !== '') || typeof value === 'number' || value === true)
        kept[name] = String(value)
    }
    return kept
  }

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: () => (
    <PublicLayout>
      <NotFoundPage />
    </PublicLayout>
  ),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./session/accept-invitation-page.tsx')),
})

const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedIn })
const here = () => signedIn

/** Around the pages of one referral's form, so that its draft goes on saving from page to page. */
const referralForm = createRoute({
  getParentRoute: here,
  id: 'referral-form',
  component: lazyRouteComponent(() => import('./referrals/form-frame.tsx')),
})

const formPages = referralForm.addChildren([
  createRoute({
    getParentRoute: () => referralForm,
    path: '/referrals/$referralId/form',
    component: lazyRouteComponent(() => import('./referrals/task-list-page.tsx')),
  }),
  createRoute({
    getParentRoute: () => referralForm,
    path: '/referrals/$referralId/form/$section',
    validateSearch: ({ mend }: Record<string, unknown>): { mend?: true } => (mend === true ? { mend } : {}),
    component: lazyRouteComponent(() => import('./referrals/section-page.tsx')),
  }),
  createRoute({
    getParentRoute: () => referralForm,
    path: '/referrals/$referralId/check',
    component: lazyRouteComponent(() => import('./referrals/check-page.tsx')),
  }),
] as const)

const inside = [
  createRoute({ getParentRoute: here, path: '/sign-in', component: () => <Navigate to="/" replace /> }),
  createRoute({
    getParentRoute: here,
    path: '/',
    component: lazyRouteComponent(() => import('./work/my-work-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/notifications',
    validateSearch: text('cursor', 'show'),
    component: lazyRouteComponent(() => import('./work/notifications-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/places',
    component: lazyRouteComponent(() => import('./session/my-places-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/referrals',
    validateSearch: referralFilters,
    component: lazyRouteComponent(() => import('./referrals/referrals-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/referrals/new',
    component: lazyRouteComponent(() => import('./referrals/new-referral-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/referrals/$referralId',
    component: lazyRouteComponent(() => import('./referrals/referral-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/referrals/$referralId/comparison',
    validateSearch: text('with'),
    component: lazyRouteComponent(() => import('./referrals/comparison-page.tsx')),
  }),
  formPages,
  createRoute({
    getParentRoute: here,
    path: '/referrals/$referralId/emergency',
    component: lazyRouteComponent(() => import('./emergency/emergency-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/referrals/$referralId/submitted',
    component: lazyRouteComponent(() => import('./referrals/submitted-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/cases',
    validateSearch: text('cursor', 'light'),
    component: lazyRouteComponent(() => import('./cases/cases-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/cases/$caseId',
    component: lazyRouteComponent(() => import('./cases/case-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/cases/$caseId/$section',
    validateSearch: text('cursor'),
    component: lazyRouteComponent(() => import('./cases/case-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/meetings',
    validateSearch: text('when'),
    component: lazyRouteComponent(() => import('./meetings/meetings-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/attendance',
    component: lazyRouteComponent(() => import('./attendance/attendance-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/meetings/$meetingId',
    component: lazyRouteComponent(() => import('./meetings/meeting-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/meetings/$meetingId/$section',
    validateSearch: text('version'),
    component: lazyRouteComponent(() => import('./meetings/meeting-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/meetings/$meetingId/papers/$kind',
    component: lazyRouteComponent(() => import('./documents/paper-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/meetings/$meetingId/room',
    validateSearch: text('view'),
    component: lazyRouteComponent(() => import('./room/room-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/meetings/$meetingId/screen',
    component: lazyRouteComponent(() => import('./room/screen-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/agenda-items/$itemId',
    component: lazyRouteComponent(() => import('./room/item-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/agenda-items/$itemId/research',
    component: lazyRouteComponent(() => import('./research/research-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/actions',
    validateSearch: text('cursor', 'state', 'light', 'late', 'agencyId', 'meetingId', 'caseId'),
    component: lazyRouteComponent(() => import('./actions/actions-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/actions/$actionId',
    component: lazyRouteComponent(() => import('./actions/action-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/agreements',
    component: lazyRouteComponent(() => import('./partnerships/agreements-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/members',
    component: lazyRouteComponent(() => import('./partnerships/members-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/systems',
    component: lazyRouteComponent(() => import('./systems/systems-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/systems/webhooks',
    component: lazyRouteComponent(() => import('./systems/webhooks-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/systems/$systemId',
    component: lazyRouteComponent(() => import('./systems/system-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/imports',
    component: lazyRouteComponent(() => import('./imports/imports-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/imports/$importId',
    component: lazyRouteComponent(() => import('./imports/import-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/monitoring',
    validateSearch: text('period', 'agencyId', 'light', 'kind'),
    component: lazyRouteComponent(() => import('./monitoring/monitoring-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/monitoring/figures',
    validateSearch: text('period'),
    component: lazyRouteComponent(() => import('./monitoring/figures-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/monitoring/figures/$figure',
    validateSearch: text('cursor', 'period', 'agencyId', 'light', 'outcome'),
    component: lazyRouteComponent(() => import('./monitoring/counted-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/reports',
    component: lazyRouteComponent(() => import('./monitoring/reports-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/reports/$reportId',
    component: lazyRouteComponent(() => import('./monitoring/report-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/audit',
    validateSearch: text('cursor', 'action', 'accountId', 'caseId', 'from', 'until'),
    component: lazyRouteComponent(() => import('./audit/audit-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/audit/searches',
    validateSearch: text('cursor'),
    component: lazyRouteComponent(() => import('./audit/searches-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/audit/unusual',
    validateSearch: text('cursor'),
    component: lazyRouteComponent(() => import('./audit/unusual-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/audit/unusual/$readingId',
    component: lazyRouteComponent(() => import('./audit/unusual-reading-page.tsx')),
  }),
] as const

export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren([invitation, signedIn.addChildren(inside)]),
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
    defaultPreload: false,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
