import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here } from '../frames.tsx'

export const safeguardingPages = [
  createRoute({
    getParentRoute: here,
    path: '/front-doors',
    component: lazyRouteComponent(() => import('./front-doors-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/received-notifications/$receivedId',
    component: lazyRouteComponent(() => import('./received-page.tsx')),
  }),
] as const
