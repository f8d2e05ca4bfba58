import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here } from '../frames.tsx'

export const importPages = [
  createRoute({
    getParentRoute: here,
    path: '/imports',
    component: lazyRouteComponent(() => import('./imports-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/imports/$importId',
    component: lazyRouteComponent(() => import('./import-page.tsx')),
  }),
] as const
