import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here, text } from '../frames.tsx'

export const meetingPages = [
  createRoute({
    getParentRoute: here,
    path: '/meetings',
    validateSearch: text('when'),
    component: lazyRouteComponent(() => import('./meetings-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/meetings/$meetingId',
    component: lazyRouteComponent(() => import('./meeting-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/meetings/$meetingId/$section',
    validateSearch: text('version'),
    component: lazyRouteComponent(() => import('./meeting-page.tsx')),
  }),
] as const
