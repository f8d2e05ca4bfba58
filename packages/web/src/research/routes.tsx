import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here } from '../frames.tsx'

export const researchPages = [
  createRoute({
    getParentRoute: here,
    path: '/agenda-items/$itemId/research',
    component: lazyRouteComponent(() => import('./research-page.tsx')),
  }),
] as const
