import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here } from '../frames.tsx'

export const attendancePages = [
  createRoute({
    getParentRoute: here,
    path: '/attendance',
    component: lazyRouteComponent(() => import('./attendance-page.tsx')),
  }),
] as const
