import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here } from '../frames.tsx'

export const partnershipPages = [
  createRoute({
    getParentRoute: here,
    path: '/agreements',
    component: lazyRouteComponent(() => import('./agreements-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/members',
    component: lazyRouteComponent(() => import('./members-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/legal-facts',
    component: lazyRouteComponent(() => import('./legal-facts-page.tsx')),
  }),
] as const
