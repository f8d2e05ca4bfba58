import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router'
import { NotFoundPage } from './layouts/not-found-page.tsx'
import { PublicLayout } from './layouts/public-layout.tsx'
import { SignedIn } from './session/signed-in.tsx'
import { AfterAct } from './ui/after-act.tsx'

/** Around every page. A page that needs no account hangs on it itself. */
export const root = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <AfterAct />
    </>
  ),
  notFoundComponent: () => (
    <PublicLayout>
      <NotFoundPage />
    </PublicLayout>
  ),
})

export const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedIn })

/** What a domain hangs its pages on: they open behind sign-in, in the frame. */
export const here = () => signedIn

/** Keeps these words of the address's query as text; an address gives `true` as a boolean, and digits as a number. */
export const text =
  <Name extends string>(...names: Name[]) =>
  (search: Record<string, unknown>): { [N in Name]?: string } => {
    const kept: { [N in Name]?: string } = {}
    for (const name of names) {
      const value = search[name]
      if ((typeof value === 'string' && value !== '') || typeof value === 'number' || value === true)
        kept[name] = String(value)
    }
    return kept
  }
