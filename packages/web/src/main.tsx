import './styles/app.scss'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { forgetLeftovers } from './autosave/leftovers.ts'
import { createQueryClient } from './client/hooks.ts'
import { createAppRouter } from './router.tsx'
import { chosenLook, show } from './session/look.ts'
import { SessionProvider } from './session/session.tsx'

show(chosenLook())

// Working days and deadlines are computed with it (shared/calendar.ts); browsers that have it load nothing.
if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')

// Once the page stands, so that it is in nobody's way.
setTimeout(() => void forgetLeftovers().catch(() => undefined), 3000)

const container = document.getElementById('root')
if (!container) throw new Error('index.html has no #root')
createRoot(container).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <SessionProvider>
        <RouterProvider router={createAppRouter()} />
      </SessionProvider>
    </QueryClientProvider>
  </StrictMode>,
)
