import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here } from '../frames.tsx'

export const onCallPages = [
  createRoute({
    getParentRoute: here,
    path: '/on-call',
    component: lazyRouteComponent(() => import('./on-call-page.tsx')),
  }),
] as const
