import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here, text } from '../frames.tsx'

export const workPages = [
  createRoute({
    getParentRoute: here,
    path: '/',
    component: lazyRouteComponent(() => import('./my-work-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/notifications',
    validateSearch: text('cursor', 'show'),
    component: lazyRouteComponent(() => import('./notifications-page.tsx')),
  }),
] as const
