import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { here } from '../frames.tsx'

export const emergencyPages = [
  createRoute({
    getParentRoute: here,
    path: '/referrals/$referralId/emergency',
    component: lazyRouteComponent(() => import('./emergency-page.tsx')),
  }),
] as const
