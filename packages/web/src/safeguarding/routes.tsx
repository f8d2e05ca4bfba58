import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here } from '../frames.tsx'

export const safeguardingPages = [
  createRoute({
    getParentRoute: here,
    path: '/front-doors',
    component: lazyRouteComponent(() => import('./front-doors-page.tsx')),
  }),
] as const
