import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here } from '../frames.tsx'

export const documentPages = [
  createRoute({
    getParentRoute: here,
    path: '/meetings/$meetingId/papers/$kind',
    component: lazyRouteComponent(() => import('./paper-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/papers-for-her',
    component: lazyRouteComponent(() => import('./for-her-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/downtime-kit',
    component: lazyRouteComponent(() => import('./kit-page.tsx')),
  }),
] as const
