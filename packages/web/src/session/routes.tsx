import { createRoute, lazyRouteComponent, Navigate } from '@tanstack/react-router'
import { here, root } from '../frames.tsx'

/** By a link that was mailed: whoever comes by it has no account yet. */
export const invitationPage = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./accept-invitation-page.tsx')),
})

export const sessionPages = [
  createRoute({ getParentRoute: here, path: '/sign-in', component: () => <Navigate to="/" replace /> }),
  createRoute({
    getParentRoute: here,
    path: '/places',
    component: lazyRouteComponent(() => import('./my-places-page.tsx')),
  }),
  createRoute({
    getParentRoute: here,
    path: '/look',
    component: lazyRouteComponent(() => import('./look-page.tsx')),
  }),
] as const
