import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here, text } from '../frames.tsx'

export const roomPages = [
  createRoute({
    getParentRoute: here,
    path: '/meetings/$meetingId/room',
    validateSearch: text('view'),
    component: lazyRouteComponent(() => import('./room-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/meetings/$meetingId/screen',
    component: lazyRouteComponent(() => import('./screen-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/agenda-items/$itemId',
    component: lazyRouteComponent(() => import('./item-page.tsx')),
  }),
] as const
