import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here, root } from '../frames.tsx'

/** By links that were mailed: whoever comes by one is not signed in, or need not be. */
export const mailedLinkPages = [
  createRoute({
    getParentRoute: () => root,
    path: '/password',
    component: lazyRouteComponent(() => import('./reset-password-page.tsx')),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/not-me',
    component: lazyRouteComponent(() => import('./not-me-page.tsx')),
  }),
] as const

export const accountPages = [
  createRoute({
    getParentRoute: here,
    path: '/account',
    component: lazyRouteComponent(() => import('./account-page.tsx')),
  }),
] as const
