import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here } from '../frames.tsx'

export const harmPages = [
  createRoute({
    getParentRoute: here,
    path: '/conflict-checks',
    component: lazyRouteComponent(() => import('./conflict-checks-page.tsx')),
  }),
] as const
