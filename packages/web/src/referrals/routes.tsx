import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here, text } from '../frames.tsx'
import { referralFilters } from './filters.ts'

/** Around the pages of one referral's form, so that its draft goes on saving from page to page. */
const referralForm = createRoute({
  getParentRoute: here,
  id: 'referral-form',
  component: lazyRouteComponent(() => import('./form-frame.tsx')),
})

const formPages = referralForm.addChildren([
  createRoute({
    getParentRoute: () => referralForm,
    path: '/referrals/$referralId/form',
    component: lazyRouteComponent(() => import('./task-list-page.tsx')),
  }),
  createRoute({
    getParentRoute: () => referralForm,
    path: '/referrals/$referralId/form/$section',
    validateSearch: ({ mend }: Record<string, unknown>): { mend?: true } => (mend === true ? { mend } : {}),
    component: lazyRouteComponent(() => import('./section-page.tsx')),
  }),
  createRoute({
    getParentRoute: () => referralForm,
    path: '/referrals/$referralId/tonight',
    validateSearch: ({ step, mend }: Record<string, unknown>): { step?: 2 | 3; mend?: true } => ({
      ...((step === 2 || step === 3) && { step }),
      ...(mend === true && { mend }),
    }),
    component: lazyRouteComponent(() => import('./tonight-page.tsx')),
  }),
  createRoute({
    getParentRoute: () => referralForm,
    path: '/referrals/$referralId/rest',
    validateSearch: ({ mend }: Record<string, unknown>): { mend?: true } => (mend === true ? { mend } : {}),
    component: lazyRouteComponent(() => import('./rest-page.tsx')),
  }),
  createRoute({
    getParentRoute: () => referralForm,
    path: '/referrals/$referralId/check',
    component: lazyRouteComponent(() => import('./check-page.tsx')),
  }),
] as const)

export const referralPages = [
  formPages,
  createRoute({
    getParentRoute: here,
    path: '/referrals',
    validateSearch: referralFilters,
    component: lazyRouteComponent(() => import('./referrals-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/referrals/new',
    component: lazyRouteComponent(() => import('./new-referral-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/referrals/$referralId',
    component: lazyRouteComponent(() => import('./referral-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/referrals/$referralId/comparison',
    validateSearch: text('with'),
    component: lazyRouteComponent(() => import('./comparison-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/referrals/$referralId/submitted',
    component: lazyRouteComponent(() => import('./submitted-page.tsx')),
  }),
] as const
