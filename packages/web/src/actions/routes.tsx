import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here, text } from '../frames.tsx'

export const actionPages = [
  createRoute({
    getParentRoute: here,
    path: '/actions',
    validateSearch: text('cursor', 'state', 'light', 'late', 'agencyId', 'meetingId', 'caseId'),
    component: lazyRouteComponent(() => import('./actions-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/actions/$actionId',
    component: lazyRouteComponent(() => import('./action-page.tsx')),
  }),
] as const
