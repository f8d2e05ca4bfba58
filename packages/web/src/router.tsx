import { createRouter } from '@tanstack/react-router'
import { openPages, pages } from './domains.tsx'
import { root, signedIn } from './frames.tsx'
import { ErrorPage } from './layouts/error-page.tsx'
import { NotFoundPage } from './layouts/not-found-page.tsx'

export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren([...openPages, signedIn.addChildren(pages)]),
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
    defaultPreload: false,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
