import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here, text } from '../frames.tsx'

export const monitoringPages = [
  createRoute({
    getParentRoute: here,
    path: '/monitoring',
    validateSearch: text('period', 'agencyId', 'light', 'kind'),
    component: lazyRouteComponent(() => import('./monitoring-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/monitoring/figures',
    validateSearch: text('period'),
    component: lazyRouteComponent(() => import('./figures-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/monitoring/figures/$figure',
    validateSearch: text('cursor', 'period', 'agencyId', 'light', 'outcome'),
    component: lazyRouteComponent(() => import('./counted-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/reports',
    component: lazyRouteComponent(() => import('./reports-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/reports/$reportId',
    component: lazyRouteComponent(() => import('./report-page.tsx')),
  }),
] as const
