import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here } from '../frames.tsx'

export const documentPages = [
  createRoute({
    getParentRoute: here,
    path: '/meetings/$meetingId/papers/$kind',
    component: lazyRouteComponent(() => import('./paper-page.tsx')),
  }),
] as const
