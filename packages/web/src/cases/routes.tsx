import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here, text } from '../frames.tsx'

export const casePages = [
  createRoute({
    getParentRoute: here,
    path: '/cases',
    validateSearch: text('cursor', 'light'),
    component: lazyRouteComponent(() => import('./cases-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/cases/$caseId',
    component: lazyRouteComponent(() => import('./case-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/cases/$caseId/$section',
    validateSearch: text('cursor'),
    component: lazyRouteComponent(() => import('./case-page.tsx')),
  }),
] as const
