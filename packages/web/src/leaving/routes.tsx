import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here } from '../frames.tsx'

export const leavingPages = [
  createRoute({
    getParentRoute: here,
    path: '/left-work',
    component: lazyRouteComponent(() => import('./left-work-page.tsx')),
  }),
] as const
