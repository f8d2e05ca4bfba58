import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here } from '../frames.tsx'

export const systemPages = [
  createRoute({
    getParentRoute: here,
    path: '/systems',
    component: lazyRouteComponent(() => import('./systems-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/systems/webhooks',
    component: lazyRouteComponent(() => import('./webhooks-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/systems/$systemId',
    component: lazyRouteComponent(() => import('./system-page.tsx')),
  }),
] as const
