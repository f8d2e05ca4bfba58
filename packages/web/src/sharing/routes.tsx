import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here } from '../frames.tsx'

export const sharingPages = [
  createRoute({
    getParentRoute: here,
    path: '/sharing-changes/$sharingChangeId',
    component: lazyRouteComponent(() => import('./sharing-change-page.tsx')),
  }),
] as const
