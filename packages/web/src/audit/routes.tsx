import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here, text } from '../frames.tsx'

export const auditPages = [
  createRoute({
    getParentRoute: here,
    path: '/audit',
    validateSearch: text('cursor', 'action', 'accountId', 'caseId', 'from', 'until'),
    component: lazyRouteComponent(() => import('./audit-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/audit/searches',
    validateSearch: text('cursor'),
    component: lazyRouteComponent(() => import('./searches-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/audit/unusual',
    validateSearch: text('cursor'),
    component: lazyRouteComponent(() => import('./unusual-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/audit/unusual/$readingId',
    component: lazyRouteComponent(() => import('./unusual-reading-page.tsx')),
  }),
] as const
