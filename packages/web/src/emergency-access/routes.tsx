import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here, text } from '../frames.tsx'

export const emergencyAccessPages = [
  createRoute({
    getParentRoute: here,
    path: '/emergency-access',
    validateSearch: text('cursor'),
    component: lazyRouteComponent(() => import('./ask-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/emergency-access/$accessId',
    component: lazyRouteComponent(() => import('./access-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/emergency-requests/$requestId',
    component: lazyRouteComponent(() => import('./request-page.tsx')),
  }),
] as const
