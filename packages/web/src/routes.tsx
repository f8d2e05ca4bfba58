import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { ErrorPage } from './layouts/error-page.tsx'
import { NotFoundPage } from './layouts/not-found-page.tsx'
import { PublicLayout } from './layouts/public-layout.tsx'
import { referralFilters } from './referrals/filters.ts'
import { SignedIn } from './session/signed-in.tsx'

const pages = import.meta.glob<{ default: ComponentType }>('./*/*-page.tsx')
const page = (path: `./${string}/${string}-page.tsx`) => {
  const load = pages[path]
  return load ? lazyRouteComponent(load) : NotFoundPage
}

/** Keeps these words of the address's query as text; an address gives `true` as a boolean. */
const text =
  <Name extends string>(...names: Name[]) =>
  (search: Record<string, unknown>): { [N in Name]?: string } => {
    const kept: { [N in Name]?: string } = {}
    for (const name of names) {
      const value = search[name]
      if ((typeof value === 'string' && value !== '') || value === true) kept[name] = String(value)
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
  component: page('./session/accept-invitation-page.tsx'),
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
    component: page('./referrals/task-list-page.tsx'),
  }),
  createRoute({
    getParentRoute: () => referralForm,
    path: '/referrals/$referralId/form/$section',
    validateSearch: ({ mend }: Record<string, unknown>): { mend?: true } => (mend === true ? { mend } : {}),
    component: page('./referrals/section-page.tsx'),
  }),
  createRoute({
    getParentRoute: () => referralForm,
    path: '/referrals/$referralId/check',
    component: page('./referrals/check-page.tsx'),
  }),
] as const)

const inside = [
  createRoute({ getParentRoute: here, path: '/sign-in', component: () => <Navigate to="/" replace /> }),
  createRoute({ getParentRoute: here, path: '/', component: page('./work/my-work-page.tsx') }),
  createRoute({
    getParentRoute: here,
    path: '/notifications',
    validateSearch: text('cursor', 'show'),
    component: page('./work/notifications-page.tsx'),
  }),
  createRoute({
    getParentRoute: here,
    path: '/referrals',
    validateSearch: referralFilters,
    component: page('./referrals/referrals-page.tsx'),
  }),
  createRoute({
    getParentRoute: here,
    path: '/referrals/new',
    component: page('./referrals/new-referral-page.tsx'),
  }),
  createRoute({
    getParentRoute: here,
    path: '/referrals/$referralId',
    component: page('./referrals/referral-page.tsx'),
  }),
  formPages,
  createRoute({
    getParentRoute: here,
    path: '/referrals/$referralId/submitted',
    component: page('./referrals/submitted-page.tsx'),
  }),
  createRoute({
    getParentRoute: here,
    path: '/cases',
    validateSearch: text('cursor', 'light'),
    component: page('./cases/cases-page.tsx'),
  }),
  createRoute({
    getParentRoute: here,
    path: '/cases/$caseId',
    component: page('./cases/case-page.tsx'),
  }),
  createRoute({
    getParentRoute: here,
    path: '/cases/$caseId/$section',
    validateSearch: text('cursor'),
    component: page('./cases/case-page.tsx'),
  }),
  createRoute({
    getParentRoute: here,
    path: '/meetings',
    validateSearch: text('when'),
    component: page('./meetings/meetings-page.tsx'),
  }),
  createRoute({
    getParentRoute: here,
    path: '/meetings/$meetingId',
    component: page('./meetings/meeting-page.tsx'),
  }),
  createRoute({
    getParentRoute: here,
    path: '/meetings/$meetingId/minutes',
    component: page('./meetings/minutes-page.tsx'),
  }),
  createRoute({
    getParentRoute: here,
    path: '/agenda-items/$itemId',
    component: page('./meetings/item-page.tsx'),
  }),
  createRoute({
    getParentRoute: here,
    path: '/actions',
    validateSearch: text('cursor', 'state', 'light', 'late', 'agencyId', 'caseId'),
    component: page('./actions/actions-page.tsx'),
  }),
  createRoute({
    getParentRoute: here,
    path: '/actions/$actionId',
    component: page('./actions/action-page.tsx'),
  }),
  createRoute({
    getParentRoute: here,
    path: '/agreements',
    component: page('./partnerships/agreements-page.tsx'),
  }),
  createRoute({
    getParentRoute: here,
    path: '/members',
    component: page('./partnerships/members-page.tsx'),
  }),
  createRoute({
    getParentRoute: here,
    path: '/audit',
    validateSearch: text('cursor', 'action', 'accountId', 'caseId', 'from', 'until'),
    component: page('./audit/audit-page.tsx'),
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
